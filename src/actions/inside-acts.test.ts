import { beforeEach, describe, expect, it } from "vitest";
import { ok } from "../base/result.ts";
import type { Action } from "../domain/action/action.ts";
import { readAction } from "../store/action.ts";
import { openSteps } from "../store/human-step.ts";
import { lookFor } from "./gate/look-for.ts";
import { sendAction } from "./gate/send.ts";
import { inside, openInside } from "./inside-acts.ts";
import { shippedRules } from "./policy/testing/policy-files.ts";
import { type Draft, propose } from "./propose.ts";
import type { Opened, Road } from "./road.ts";
import { loseSightOfAll } from "./rounds.ts";
import { turnStop } from "./switches.ts";
import { openTestRoad, refundDraft, type TestRoad } from "./testing/open-road.ts";
import { scriptedPlatform } from "./testing/scripted-acts.ts";

const rules = shippedRules();
const text = "Look whether the page can be bought from.";

function stepDraft(key: string, parameters: Readonly<Record<string, string>> = {}): Draft {
  return refundDraft(key, {
    kind: "human.step",
    target: inside,
    parameters: { step: "look-at-listing", text, ...parameters },
    reason: "It has not sold for a month.",
    worstCost: { amount: 0n, currency: "USD" },
  } as Partial<Draft>);
}

function reminderDraft(key: string): Draft {
  return refundDraft(key, {
    kind: "reminder.show",
    target: inside,
    parameters: { text: "A payout is late." },
    worstCost: { amount: 0n, currency: "USD" },
  } as Partial<Draft>);
}

describe("what a strategy wants of a person", () => {
  let at: TestRoad;
  let road: Road;
  let within: Opened;

  beforeEach(async () => {
    const never = scriptedPlatform({ honoursKeys: false, now: () => 0, take: () => "done", answers: () => true });
    at = await openTestRoad(never.acts);
    within = openInside(at.road);
    road = { ...at.road, rules: async () => ok(rules), acts: () => within.acts, open: async () => ok(within) };
    return () => at.store.close();
  });

  const put = async (draft: Draft) => {
    const row = await propose(road, at.book, draft, { actor: "strategy stale-listing" });
    if (!row.ok) throw new Error(row.error.sentence);
    at.clock.advance(8_000);
    return row.value.action.id;
  };
  const queue = () => openSteps(at.store, at.book.id);

  it("comes into the person's queue over the same road as everything else, with what to do and until when", async () => {
    const id = await put(stepDraft("s1", { link: "https://example.com/l/1", input: "text" }));
    expect(await sendAction(road, id)).toMatchObject({ kind: "gone-on", row: { state: "done", mode: "live" } });
    expect(await queue()).toMatchObject([
      {
        kind: "decision",
        title: "It has not sold for a month.",
        lines: [text],
        link: "https://example.com/l/1",
        input: "text",
        dueAt: (await readAction(at.store, id))?.action.expiresAt,
      },
    ]);
  });

  it("is shown as a reminder where nothing but knowing is wanted", async () => {
    const id = await put(reminderDraft("r1"));
    await sendAction(road, id);
    expect(await queue()).toMatchObject([{ kind: "decision", input: "none", lines: ["A payout is late."] }]);
  });

  it("is asked for once, also when the process dies right after", async () => {
    const id = await put(stepDraft("s2"));
    const { acts } = within;
    const dying: Opened = {
      ...within,
      acts: {
        ...acts,
        apply: async (context, approved) => {
          await acts.apply(context, approved);
          throw new Error("died");
        },
      },
    };
    await sendAction({ ...road, open: async () => ok(dying) }, id);
    await loseSightOfAll(road);
    expect((await readAction(at.store, id))?.state).toBe("unknown");
    at.clock.advance(60_000);
    expect(await lookFor(road, id)).toBe("done");
    expect(await queue()).toHaveLength(1);
  });

  it("is asked for in the end when the process died before", async () => {
    const id = await put(stepDraft("s3"));
    const dead: Opened = { ...within, acts: { ...within.acts, apply: () => Promise.reject(new Error("died")) } };
    await sendAction({ ...road, open: async () => ok(dead) }, id);
    at.clock.advance(60_000);
    expect(await lookFor(road, id)).toBe("done");
    expect(await queue()).toHaveLength(1);
  });

  it("is not held back by a stop, as nothing leaves by it", async () => {
    await turnStop(road, "everything", "on", { actor: "owner", reason: "" });
    await sendAction(road, await put(stepDraft("s4")));
    expect(await queue()).toHaveLength(1);
  });

  it.each([
    [{ step: "verification" }, { kind: "verification", link: undefined, input: "none" }],
    [{ link: "javascript:alert(1)" }, { kind: "decision", link: undefined }],
    [{ input: "choice" }, { input: "text" }],
    [{ input: "password" }, { input: "none" }],
  ])("shows %j only as what a step may be", async (parameters, seen) => {
    await sendAction(road, await put(stepDraft("s5", parameters)));
    expect(await queue()).toMatchObject([seen]);
  });

  it("is refused where it is nothing that is done inside", async () => {
    const action = { kind: "sale.refund", id: "x", book: "main" } as Action;
    const done = await within.acts.apply(within.context, { action } as Parameters<typeof within.acts.apply>[1]);
    expect(done).toMatchObject({ ok: false, error: { kind: "refused" } });
  });
});
