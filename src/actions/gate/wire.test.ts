import { afterEach, describe, expect, it } from "vitest";
import type { FailureKind } from "../../base/egress/failure.ts";
import { err } from "../../base/result.ts";
import { usualAutonomy } from "../../domain/action/autonomy.ts";
import type { Acts } from "../../spec/connector.ts";
import { readAction } from "../../store/action.ts";
import { actionEvents } from "../../store/action-event.ts";
import { addPerson, setRole } from "../../store/people.ts";
import { stopsOn } from "../../store/stop-switch.ts";
import { approve } from "../answer.ts";
import { propose } from "../propose.ts";
import { setAutonomy } from "../switches.ts";
import { openTestRoad, priceDraft, type TestRoad } from "../testing/open-road.ts";
import { scriptedPlatform } from "../testing/scripted-acts.ts";
import { sendAction } from "./send.ts";

const owner = { actor: "owner" };
const sentence = "The platform calls this price against its rules.";

describe("a second try on a yes", () => {
  let at: TestRoad | undefined;
  afterEach(() => at?.store.close());

  it("whose giver may not say yes any more is not made: it waits for somebody who may", async () => {
    const twin = scriptedPlatform({ honoursKeys: false, now: () => 0, take: () => "done", answers: () => true });
    let requests = 0;
    const acts: Acts = {
      ...twin.acts,
      apply: async () => {
        requests += 1;
        // While it is at the platform she becomes a viewer, and the platform refuses for now.
        await open.store.transaction((tx) => setRole(tx, "p-ben", open.book.id, "viewer", 2));
        return err({ kind: "refused", failure: { kind: "transient", code: "busy", sentence } });
      },
    };
    const open = await openTestRoad(acts);
    at = open;
    const usual = usualAutonomy("listing.price", "USD");
    await setAutonomy(open.road, open.book, "listing.price", { ...usual, mode: "live" }, owner);
    await open.store.transaction(async (tx) => {
      await addPerson(tx, { id: "p-ben", signIn: "ben", name: "Ben", preferences: "{}" }, 1);
      await setRole(tx, "p-ben", open.book.id, "approver", 1);
    });
    const row = await propose(open.road, open.book, priceDraft("p1"), { actor: "strategy x" });
    if (!row.ok) throw new Error(row.error.sentence);
    const { id } = row.value.action;
    await approve(open.road, open.book, id, { actor: "p-ben" });
    open.clock.advance(8_000);
    expect(await sendAction(open.road, id)).toMatchObject({ row: { state: "queued" } });
    open.clock.advance(3_600_000);
    expect(await sendAction(open.road, id)).toMatchObject({ kind: "gone-on", row: { state: "needs-approval" } });
    expect(requests).toBe(1);
    expect((await actionEvents(open.store, id)).at(-2)).toMatchObject({
      to: "recalled",
      why: expect.stringMatching(/may not say yes/),
    });
  });
});

describe("what a platform refuses", () => {
  let at: TestRoad | undefined;
  afterEach(() => at?.store.close());

  const refusedAs = async (kind: FailureKind, fix?: string) => {
    const twin = scriptedPlatform({ honoursKeys: false, now: () => 0, take: () => "done", answers: () => true });
    let requests = 0;
    const acts: Acts = {
      ...twin.acts,
      apply: async () => {
        requests += 1;
        return err({ kind: "refused", failure: { kind, code: "no", sentence, ...(fix ? { fix } : {}) } });
      },
    };
    const open = await openTestRoad(acts);
    at = open;
    const usual = usualAutonomy("listing.price", "USD");
    await setAutonomy(open.road, open.book, "listing.price", { ...usual, mode: "live" }, owner);
    const send = async (key: string) => {
      const row = await propose(open.road, open.book, priceDraft(key), { actor: "strategy x" });
      if (!row.ok) throw new Error(row.error.sentence);
      await approve(open.road, open.book, row.value.action.id, owner);
      open.clock.advance(8_000);
      await sendAction(open.road, row.value.action.id);
      return (await readAction(open.store, row.value.action.id))?.state;
    };
    return { send, stops: () => stopsOn(open.store), requests: () => requests };
  };

  it("as against its rules stops everything of that kind until a person has looked", async () => {
    const { send, stops, requests } = await refusedAs("compliance");
    expect(await send("p1")).toBe("failed");
    expect(await stops()).toMatchObject([{ scope: "kind:listing.price", actor: "engine", reason: sentence }]);
    expect(await send("p2")).toBe("queued");
    expect(requests()).toBe(1);
  });

  it("is kept with what can be done about it", async () => {
    const { send, stops } = await refusedAs("compliance", "Take the word out of the title.");
    await send("p1");
    expect((await stops())[0]?.reason).toBe(`${sentence} Take the word out of the title.`);
  });

  it.each([
    ["fatal", "failed"],
    ["auth", "failed"],
    ["rate-limit", "queued"],
    ["transient", "queued"],
  ] as const)("as %s stops nothing else, and the act is %s", async (kind, state) => {
    const { send, stops } = await refusedAs(kind);
    expect(await send("p1")).toBe(state);
    expect(await stops()).toEqual([]);
  });
});
