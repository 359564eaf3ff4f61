import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { usualAutonomy } from "../domain/action/autonomy.ts";
import { readAction } from "../store/action.ts";
import { actionEvents } from "../store/action-event.ts";
import { approve } from "./answer.ts";
import { sendAction } from "./gate/send.ts";
import { propose } from "./propose.ts";
import { setAutonomy } from "./switches.ts";
import { openTestRoad, refundDraft, type TestRoad } from "./testing/open-road.ts";
import { type ScriptedPlatform, scriptedPlatform, type Taking } from "./testing/scripted-acts.ts";

let taking: Taking = "done";
let platform: ScriptedPlatform;
let at: TestRoad;

beforeEach(async () => {
  taking = "done";
  platform = scriptedPlatform({
    honoursKeys: false,
    now: () => at.clock.now(),
    take: () => taking,
    answers: () => true,
  });
  at = await openTestRoad(platform.acts);
});
afterEach(() => at.store.close());

const live = (level: "ask" | "act" = "ask") =>
  setAutonomy(
    at.road,
    at.book,
    "sale.refund",
    { ...usualAutonomy("sale.refund", "USD"), level, mode: "live" },
    { actor: "owner" },
  );

async function proposed(key = "s1") {
  const row = await propose(at.road, at.book, refundDraft(key), { actor: "strategy:refunds" });
  if (!row.ok) throw new Error(row.error.sentence);
  return row.value;
}

const stateOf = async (id: string) => (await readAction(at.store, id))?.state;

describe("the road out", () => {
  it("asks before anything leaves, and after a yes it leaves once", async () => {
    await live();
    const { action, state } = await proposed();
    expect(state).toBe("needs-approval");
    const yes = await approve(at.road, at.book, action.id, { actor: "owner" });
    expect(yes).toMatchObject({ ok: true, value: { state: "queued" } });
    expect(await sendAction(at.road, action.id)).toEqual({ kind: "not-due" });
    at.clock.advance(8_000);
    expect(await sendAction(at.road, action.id)).toMatchObject({ kind: "gone-on", row: { state: "done" } });
    expect(await sendAction(at.road, action.id)).toEqual({ kind: "not-due" });
    expect(platform.effects("s1")).toBe(1);
    expect((await actionEvents(at.store, action.id)).map(({ to }) => to)).toEqual([
      "proposed",
      "allowed",
      "needs-approval",
      "approved",
      "queued",
      "sending",
      "done",
    ]);
  });

  it("sends nothing while a kind runs dry", async () => {
    const { action } = await proposed();
    await approve(at.road, at.book, action.id, { actor: "owner" });
    at.clock.advance(8_000);
    expect(await sendAction(at.road, action.id)).toMatchObject({ row: { state: "done", mode: "dry" } });
    expect(platform.requests.count).toBe(0);
    expect(await stateOf(action.id)).toBe("done");
  });
});
