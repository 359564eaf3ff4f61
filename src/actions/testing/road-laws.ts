import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Problem } from "../../base/problem.ts";
import type { Result } from "../../base/result.ts";
import { type Autonomy, usualAutonomy } from "../../domain/action/autonomy.ts";
import type { ActionKind } from "../../domain/action/kinds.ts";
import { type ActionRow, readAction } from "../../store/action.ts";
import { actionEvents, decisionsOf } from "../../store/action-event.ts";
import { standingYes } from "../../store/approval.ts";
import { readAudit } from "../../store/audit-log.ts";
import type { Store } from "../../store/handle.ts";
import { approve, recall, reject } from "../answer.ts";
import { edit } from "../edit.ts";
import { type SendOutcome, sendAction } from "../gate/send.ts";
import { type Draft, type ProposedBy, propose } from "../propose.ts";
import { expireActions } from "../rounds.ts";
import { setAutonomy, turnStop } from "../switches.ts";
import { openTestRoad, priceDraft, refundDraft, start, type TestRoad } from "./open-road.ts";
import { type ScriptedPlatform, scriptedPlatform } from "./scripted-acts.ts";

const owner = { actor: "owner" };

type Scene = {
  readonly at: TestRoad;
  readonly platform: ScriptedPlatform;
  allow(kind: ActionKind, changes: Partial<Autonomy>): Promise<void>;
  put(draft: Draft, by?: ProposedBy): Promise<ActionRow>;
  say(id: string): Promise<Result<ActionRow, Problem>>;
  stateOf(id: string): Promise<string | undefined>;
  sendAfter(id: string, ms?: number): Promise<SendOutcome>;
};

/** A fresh road before each test, to a platform that does what it is asked. */
function scene(open: () => Promise<Store>): Scene {
  let platform: ScriptedPlatform | undefined;
  let at: TestRoad | undefined;
  const road = (): TestRoad => at ?? fail();
  beforeEach(async () => {
    platform = scriptedPlatform({
      honoursKeys: false,
      now: () => road().clock.now(),
      take: () => "done",
      answers: () => true,
    });
    at = await openTestRoad(platform.acts, await open());
  });
  afterEach(() => at?.store.close());
  return {
    get at() {
      return road();
    },
    get platform() {
      return platform ?? fail();
    },
    allow: (kind, changes) => {
      const autonomy = { ...usualAutonomy(kind, "USD"), mode: "live" as const, ...changes };
      return setAutonomy(road().road, road().book, kind, autonomy, owner);
    },
    put: async (draft, by = { actor: "strategy:refunds" }) => {
      const row = await propose(road().road, road().book, draft, by);
      if (!row.ok) throw new Error(row.error.sentence);
      return row.value;
    },
    say: (id) => approve(road().road, road().book, id, owner),
    stateOf: async (id) => (await readAction(road().store, id))?.state,
    sendAfter: async (id, ms = 8_000) => {
      road().clock.advance(ms);
      return sendAction(road().road, id);
    },
  };
}

function fail(): never {
  throw new Error("the road is open only while a test runs");
}

/** What the road does on whatever database it lies. `open` gives an empty one each time. */
export function roadLaws(engine: string, open: () => Promise<Store>): void {
  describe(`the one road out on ${engine}`, () => {
    const here = scene(open);
    answerLaws(here);
    planLaws(here);
    recallLaws(here);
    stopLaws(here);
    limitLaws(here);
  });
}

function answerLaws(here: Scene): void {
  it("asks, holds for some seconds after the yes, and sends once", async () => {
    await here.allow("sale.refund", {});
    const { action, state } = await here.put(refundDraft("s1"));
    expect(state).toBe("needs-approval");
    expect(await here.say(action.id)).toMatchObject({ ok: true, value: { state: "queued" } });
    expect(await sendAction(here.at.road, action.id)).toEqual({ kind: "not-due" });
    expect(await here.sendAfter(action.id)).toMatchObject({ kind: "gone-on", row: { state: "done" } });
    expect(await sendAction(here.at.road, action.id)).toEqual({ kind: "not-due" });
    expect(here.platform.effects("s1")).toBe(1);
    const steps = (await actionEvents(here.at.store, action.id)).map(({ to }) => to);
    expect(steps).toEqual(["proposed", "allowed", "needs-approval", "approved", "queued", "sending", "done"]);
    const recorded = (await readAudit(here.at.store, 1n, 100)).map((entry) => entry.action);
    expect(recorded.filter((name) => name.startsWith("action."))).toEqual(steps.map((to) => `action.${to}`));
  });

  it("makes exactly one transition of fifty answers at once", async () => {
    const { action } = await here.put(refundDraft("s1"));
    const answers = await Promise.all(Array.from({ length: 50 }, () => here.say(action.id)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await actionEvents(here.at.store, action.id)).filter(({ to }) => to === "approved")).toHaveLength(1);
    expect(here.at.sends).toHaveLength(1);
  });

  it("sends once when many try to send at once", async () => {
    await here.allow("sale.refund", {});
    const { action } = await here.put(refundDraft("s1"));
    await here.say(action.id);
    here.at.clock.advance(8_000);
    await Promise.all(Array.from({ length: 10 }, () => sendAction(here.at.road, action.id)));
    expect([here.platform.requests.count, here.platform.effects("s1")]).toEqual([1, 1]);
  });

  it("is the same action when it is proposed again, and refuses another plan under its key", async () => {
    const first = await here.put(refundDraft("s1"));
    expect((await here.put(refundDraft("s1"))).action.id).toBe(first.action.id);
    const other = refundDraft("s1", { parameters: { sale: "s1", amount: 501n, currency: "USD" } } as Partial<Draft>);
    expect(await propose(here.at.road, here.at.book, other, owner)).toMatchObject({ error: { code: "key-used" } });
  });
}

function planLaws(here: Scene): void {
  it("takes a yes for the plan that was seen, and for no other", async () => {
    await here.allow("sale.refund", {});
    const { action, planHash } = await here.put(refundDraft("s1"));
    const parameters = { sale: "s1", amount: "400", currency: "USD" };
    const edited = await edit(here.at.road, here.at.book, action.id, { ...owner, parameters });
    expect(edited).toMatchObject({ ok: true, value: { state: "needs-approval" } });
    const late = await approve(here.at.road, here.at.book, action.id, { ...owner, planHash });
    expect(late).toMatchObject({ error: { code: "plan-changed" } });
    expect(await here.stateOf(action.id)).toBe("needs-approval");
    await here.say(action.id);
    expect(await edit(here.at.road, here.at.book, action.id, { ...owner, parameters })).toMatchObject({
      error: { code: "action-fixed" },
    });
    expect(await here.sendAfter(action.id)).toMatchObject({
      row: { state: "done", action: { parameters: { amount: 400n } } },
    });
  });

  it("ends what nobody said yes to, and a yes that was not used in a day", async () => {
    await here.allow("sale.refund", {});
    const asked = await here.put(refundDraft("s1", { expiresAt: start + 1_000 }));
    const answered = await here.put(refundDraft("s2"));
    await here.say(answered.action.id);
    here.at.clock.advance(2_000);
    expect(await here.say(asked.action.id)).toMatchObject({ error: { code: "action-over" } });
    expect(await here.stateOf(asked.action.id)).toBe("expired");
    expect(await here.sendAfter(answered.action.id, 25 * 3_600_000)).toMatchObject({ row: { state: "expired" } });
    const third = await here.put(refundDraft("s3", { expiresAt: here.at.clock.now() + 1_000 }));
    here.at.clock.advance(1_000);
    expect(await expireActions(here.at.road)).toBe(1);
    expect(await here.stateOf(third.action.id)).toBe("expired");
  });

  it("sends nothing while a kind runs dry, under the same plan hash", async () => {
    const dry = await here.put(refundDraft("s1"));
    await here.say(dry.action.id);
    expect(await here.sendAfter(dry.action.id)).toMatchObject({ row: { state: "done", mode: "dry" } });
    await here.allow("sale.refund", {});
    const real = await here.put(refundDraft("s1", { idempotencyKey: "s1-live" }));
    expect(real.planHash).toBe(dry.planHash);
    expect(here.platform.requests.count).toBe(0);
  });
}

function recallLaws(here: Scene): void {
  it("lets a yes be taken back while it is in line, and a no keep its reason", async () => {
    await here.allow("sale.refund", {});
    const first = await here.put(refundDraft("s1"));
    await here.say(first.action.id);
    expect(await recall(here.at.road, here.at.book, first.action.id, owner)).toMatchObject({
      value: { state: "needs-approval", planHash: first.planHash, dueAt: undefined },
    });
    expect(await here.sendAfter(first.action.id)).toEqual({ kind: "not-due" });
    const second = await here.put(refundDraft("s2"));
    await reject(here.at.road, here.at.book, second.action.id, { ...owner, reason: "too early" });
    expect((await actionEvents(here.at.store, second.action.id)).at(-1)).toMatchObject({
      to: "rejected",
      why: "too early",
    });
    expect(await here.say(second.action.id)).toMatchObject({ error: { code: "action-not-waiting" } });
    expect(here.platform.requests.count).toBe(0);
  });

  it("asks again about what a yes was taken back from, and goes only on a new yes", async () => {
    await here.allow("sale.refund", { level: "act" });
    const first = await here.put(refundDraft("s1"));
    await here.say(first.action.id);
    await recall(here.at.road, here.at.book, first.action.id, owner);
    const steps = (await actionEvents(here.at.store, first.action.id)).map(({ to }) => to);
    expect(steps.slice(-3)).toEqual(["queued", "recalled", "needs-approval"]);
    expect(await standingYes(here.at.store, { ...first, actionId: first.action.id }, start)).toBeUndefined();
    // A yes that was taken back vouches for nothing else.
    expect((await here.put(refundDraft("s2"))).state).toBe("needs-approval");
    await here.say(first.action.id);
    expect(await here.sendAfter(first.action.id)).toMatchObject({ row: { state: "done" } });
    expect(here.platform.effects("s1")).toBe(1);
  });

  it("leaves what is over where it is when its yes is taken back", async () => {
    const { action } = await here.put(refundDraft("s1", { expiresAt: start + 1_000 }));
    await here.say(action.id);
    here.at.clock.advance(1_000);
    const back = await recall(here.at.road, here.at.book, action.id, owner);
    expect(back).toMatchObject({ value: { state: "recalled" } });
  });
}

function stopLaws(here: Scene): void {
  it("stops at once and after a restart, lets what gives back through, and goes on afterwards", async () => {
    await here.allow("sale.refund", {});
    await here.allow("listing.price", {});
    const price = await here.put(priceDraft("p1"));
    const refund = await here.put(refundDraft("s1"));
    await here.say(price.action.id);
    await here.say(refund.action.id);
    await turnStop(here.at.road, "everything", "on", { ...owner, reason: "" });
    expect(await here.sendAfter(price.action.id)).toMatchObject({ kind: "put-off" });
    expect(await sendAction(here.at.road, refund.action.id)).toMatchObject({ row: { state: "done" } });
    for (const scope of ["platform:twin", "kind:listing.price"]) {
      await turnStop(here.at.road, "everything", "off", { ...owner, reason: "" });
      await turnStop(here.at.road, scope, "on", { ...owner, reason: "" });
      expect(await here.sendAfter(price.action.id, 3_600_000)).toMatchObject({ kind: "put-off" });
      await turnStop(here.at.road, scope, "off", { ...owner, reason: "" });
    }
    expect(await here.sendAfter(price.action.id, 3_600_000)).toMatchObject({ row: { state: "done" } });
  });

  it("counts a switch whose state nobody understands as on", async () => {
    await here.allow("listing.price", {});
    const { action } = await here.put(priceDraft("p1"));
    await here.say(action.id);
    await here.at.store.q
      .insertInto("stop_switch")
      .values({ scope: "everything", state: "?", at: 0n, actor: "", reason: "" })
      .execute();
    expect(await here.sendAfter(action.id)).toMatchObject({ kind: "put-off" });
    expect(here.platform.requests.count).toBe(0);
  });
}

function limitLaws(here: Scene): void {
  it("acts by itself only after a first yes, and within the day's budget", async () => {
    await here.allow("sale.refund", { level: "act", countMax: 2, moneyMax: 900n });
    const first = await here.put(refundDraft("s1"));
    expect([first.state, (await decisionsOf(here.at.store, first.action.id))[0]?.verdict]).toEqual([
      "needs-approval",
      "needs-approval",
    ]);
    await here.say(first.action.id);
    await here.sendAfter(first.action.id);
    // 500 of 900 are used, and one of two.
    const dear = await here.put(refundDraft("s2"));
    const cheap = await here.put(refundDraft("s3", { worstCost: { amount: 400n, currency: "USD" } }));
    const third = await here.put(refundDraft("s4", { worstCost: { amount: 0n, currency: "USD" } }));
    expect([dear.state, cheap.state, third.state]).toEqual(["needs-approval", "queued", "needs-approval"]);
    here.at.clock.advance(86_400_000);
    expect((await here.put(refundDraft("s5"))).state).toBe("queued");
  });

  it("has steps, decisions, answers and counts that nobody can change", async () => {
    await here.allow("sale.refund", {});
    const { action } = await here.put(refundDraft("s1"));
    await here.say(action.id);
    for (const table of ["action_event", "decision", "approval"]) {
      await expect(sql`DELETE FROM ${sql.table(table)}`.execute(here.at.store.q)).rejects.toThrow(/append-only/);
      await expect(sql`UPDATE ${sql.table(table)} SET action_id=action_id`.execute(here.at.store.q)).rejects.toThrow(
        /append-only/,
      );
    }
  });

  it("denies what the rules deny, whoever asks for it, and names the rule", async () => {
    await here.allow("sale.refund", { level: "act" });
    const elsewhere = refundDraft("s1", { target: "nowhere", origin: { by: "owner", id: "owner" } });
    const row = await here.put(elsewhere, owner);
    expect(row.state).toBe("denied");
    expect((await actionEvents(here.at.store, row.action.id)).at(-1)?.why).toContain("TEST-01");
  });
}
