import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Autonomy, usualAutonomy } from "../../domain/action/autonomy.ts";
import type { ActionKind } from "../../domain/action/kinds.ts";
import { readAction } from "../../store/action.ts";
import { actionEvents, decisionsOf } from "../../store/action-event.ts";
import { readAudit } from "../../store/audit-log.ts";
import type { Store } from "../../store/handle.ts";
import { approve, recall, reject } from "../answer.ts";
import { edit } from "../edit.ts";
import { sendAction } from "../gate/send.ts";
import { type Draft, type ProposedBy, propose } from "../propose.ts";
import { expireActions } from "../rounds.ts";
import { setAutonomy, turnStop } from "../switches.ts";
import { openTestRoad, priceDraft, refundDraft, start, type TestRoad } from "./open-road.ts";
import { type ScriptedPlatform, scriptedPlatform, type Taking } from "./scripted-acts.ts";

const owner = { actor: "owner" };

/** What the road does on whatever database it lies. `open` gives an empty one each time. */
export function roadLaws(engine: string, open: () => Promise<Store>): void {
  describe(`the one road out on ${engine}`, () => {
    let taking: Taking;
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
      at = await openTestRoad(platform.acts, await open());
    });
    afterEach(() => at.store.close());

    const allow = (kind: ActionKind, changes: Partial<Autonomy>) =>
      setAutonomy(at.road, at.book, kind, { ...usualAutonomy(kind, "USD"), mode: "live", ...changes }, owner);
    const put = async (draft: Draft, by: ProposedBy = { actor: "strategy:refunds" }) => {
      const row = await propose(at.road, at.book, draft, by);
      if (!row.ok) throw new Error(row.error.sentence);
      return row.value;
    };
    const say = async (id: string) => approve(at.road, at.book, id, owner);
    const stateOf = async (id: string) => (await readAction(at.store, id))?.state;
    const sendAfter = async (id: string, ms = 8_000) => {
      at.clock.advance(ms);
      return sendAction(at.road, id);
    };

    it("asks, holds for some seconds after the yes, and sends once", async () => {
      await allow("sale.refund", {});
      const { action, state } = await put(refundDraft("s1"));
      expect(state).toBe("needs-approval");
      expect(await say(action.id)).toMatchObject({ ok: true, value: { state: "queued" } });
      expect(await sendAction(at.road, action.id)).toEqual({ kind: "not-due" });
      expect(await sendAfter(action.id)).toMatchObject({ kind: "gone-on", row: { state: "done" } });
      expect(await sendAction(at.road, action.id)).toEqual({ kind: "not-due" });
      expect(platform.effects("s1")).toBe(1);
      const steps = (await actionEvents(at.store, action.id)).map(({ to }) => to);
      expect(steps).toEqual(["proposed", "allowed", "needs-approval", "approved", "queued", "sending", "done"]);
      const recorded = (await readAudit(at.store, 1n, 100)).map((entry) => entry.action);
      expect(recorded.filter((name) => name.startsWith("action."))).toEqual(steps.map((to) => `action.${to}`));
    });

    it("makes exactly one transition of fifty answers at once", async () => {
      const { action } = await put(refundDraft("s1"));
      const answers = await Promise.all(Array.from({ length: 50 }, () => say(action.id)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await actionEvents(at.store, action.id)).filter(({ to }) => to === "approved")).toHaveLength(1);
      expect(at.sends).toHaveLength(1);
    });

    it("sends once when many try to send at once", async () => {
      await allow("sale.refund", {});
      const { action } = await put(refundDraft("s1"));
      await say(action.id);
      at.clock.advance(8_000);
      await Promise.all(Array.from({ length: 10 }, () => sendAction(at.road, action.id)));
      expect([platform.requests.count, platform.effects("s1")]).toEqual([1, 1]);
    });

    it("is the same action when it is proposed again, and refuses another plan under its key", async () => {
      const first = await put(refundDraft("s1"));
      expect((await put(refundDraft("s1"))).action.id).toBe(first.action.id);
      const other = refundDraft("s1", { parameters: { sale: "s1", amount: 501n, currency: "USD" } } as Partial<Draft>);
      expect(await propose(at.road, at.book, other, owner)).toMatchObject({ error: { code: "key-used" } });
    });

    it("takes a yes for the plan that was seen, and for no other", async () => {
      await allow("sale.refund", {});
      const { action, planHash } = await put(refundDraft("s1"));
      const parameters = { sale: "s1", amount: "400", currency: "USD" };
      const edited = await edit(at.road, at.book, action.id, { ...owner, parameters });
      expect(edited).toMatchObject({ ok: true, value: { state: "needs-approval" } });
      const late = await approve(at.road, at.book, action.id, { ...owner, planHash });
      expect(late).toMatchObject({ error: { code: "plan-changed" } });
      expect(await stateOf(action.id)).toBe("needs-approval");
      await say(action.id);
      expect(await edit(at.road, at.book, action.id, { ...owner, parameters })).toMatchObject({
        error: { code: "action-fixed" },
      });
      expect(await sendAfter(action.id)).toMatchObject({
        row: { state: "done", action: { parameters: { amount: 400n } } },
      });
    });

    it("lets a yes be taken back while it is in line, and a no keep its reason", async () => {
      await allow("sale.refund", {});
      const first = await put(refundDraft("s1"));
      await say(first.action.id);
      expect(await recall(at.road, at.book, first.action.id, owner)).toMatchObject({ value: { state: "recalled" } });
      expect(await sendAfter(first.action.id)).toEqual({ kind: "not-due" });
      const second = await put(refundDraft("s2"));
      await reject(at.road, at.book, second.action.id, { ...owner, reason: "too early" });
      expect((await actionEvents(at.store, second.action.id)).at(-1)).toMatchObject({
        to: "rejected",
        why: "too early",
      });
      expect(await say(second.action.id)).toMatchObject({ error: { code: "action-not-waiting" } });
      expect(platform.requests.count).toBe(0);
    });

    it("ends what nobody said yes to, and a yes that was not used in a day", async () => {
      await allow("sale.refund", {});
      const asked = await put(refundDraft("s1", { expiresAt: start + 1_000 }));
      const answered = await put(refundDraft("s2"));
      await say(answered.action.id);
      at.clock.advance(2_000);
      expect(await say(asked.action.id)).toMatchObject({ error: { code: "action-over" } });
      expect(await stateOf(asked.action.id)).toBe("expired");
      expect(await sendAfter(answered.action.id, 25 * 3_600_000)).toMatchObject({ row: { state: "expired" } });
      const third = await put(refundDraft("s3", { expiresAt: at.clock.now() + 1_000 }));
      at.clock.advance(1_000);
      expect(await expireActions(at.road)).toBe(1);
      expect(await stateOf(third.action.id)).toBe("expired");
    });

    it("sends nothing while a kind runs dry, under the same plan hash", async () => {
      const dry = await put(refundDraft("s1"));
      await say(dry.action.id);
      expect(await sendAfter(dry.action.id)).toMatchObject({ row: { state: "done", mode: "dry" } });
      await allow("sale.refund", {});
      const real = await put(refundDraft("s1", { idempotencyKey: "s1-live" }));
      expect(real.planHash).toBe(dry.planHash);
      expect(platform.requests.count).toBe(0);
    });

    it("stops at once and after a restart, lets what gives back through, and goes on afterwards", async () => {
      await allow("sale.refund", {});
      await allow("listing.price", {});
      const price = await put(priceDraft("p1"));
      const refund = await put(refundDraft("s1"));
      await say(price.action.id);
      await say(refund.action.id);
      await turnStop(at.road, "everything", "on", { ...owner, reason: "" });
      expect(await sendAfter(price.action.id)).toMatchObject({ kind: "put-off" });
      expect(await sendAction(at.road, refund.action.id)).toMatchObject({ row: { state: "done" } });
      for (const scope of ["platform:twin", "kind:listing.price"]) {
        await turnStop(at.road, "everything", "off", { ...owner, reason: "" });
        await turnStop(at.road, scope, "on", { ...owner, reason: "" });
        expect(await sendAfter(price.action.id, 3_600_000)).toMatchObject({ kind: "put-off" });
        await turnStop(at.road, scope, "off", { ...owner, reason: "" });
      }
      expect(await sendAfter(price.action.id, 3_600_000)).toMatchObject({ row: { state: "done" } });
    });

    it("counts a switch whose state nobody understands as on", async () => {
      await allow("listing.price", {});
      const { action } = await put(priceDraft("p1"));
      await say(action.id);
      await at.store.q
        .insertInto("stop_switch")
        .values({ scope: "everything", state: "?", at: 0n, actor: "", reason: "" })
        .execute();
      expect(await sendAfter(action.id)).toMatchObject({ kind: "put-off" });
      expect(platform.requests.count).toBe(0);
    });

    it("acts by itself only after a first yes, and within the day's budget", async () => {
      await allow("sale.refund", { level: "act", countMax: 2, moneyMax: 900n });
      const first = await put(refundDraft("s1"));
      expect([first.state, (await decisionsOf(at.store, first.action.id))[0]?.verdict]).toEqual([
        "needs-approval",
        "needs-approval",
      ]);
      await say(first.action.id);
      await sendAfter(first.action.id);
      // 500 of 900 are used, and one of two.
      const dear = await put(refundDraft("s2"));
      const cheap = await put(refundDraft("s3", { worstCost: { amount: 400n, currency: "USD" } }));
      const third = await put(refundDraft("s4", { worstCost: { amount: 0n, currency: "USD" } }));
      expect([dear.state, cheap.state, third.state]).toEqual(["needs-approval", "queued", "needs-approval"]);
      at.clock.advance(86_400_000);
      expect((await put(refundDraft("s5"))).state).toBe("queued");
    });

    it("has steps, decisions, answers and counts that nobody can change", async () => {
      await allow("sale.refund", {});
      const { action } = await put(refundDraft("s1"));
      await say(action.id);
      for (const table of ["action_event", "decision", "approval"]) {
        await expect(sql`DELETE FROM ${sql.table(table)}`.execute(at.store.q)).rejects.toThrow(/append-only/);
        await expect(sql`UPDATE ${sql.table(table)} SET action_id=action_id`.execute(at.store.q)).rejects.toThrow(
          /append-only/,
        );
      }
    });

    it("denies what the rules deny, whoever asks for it, and names the rule", async () => {
      await allow("sale.refund", { level: "act" });
      const elsewhere = refundDraft("s1", { target: "nowhere", origin: { by: "owner", id: "owner" } });
      const row = await put(elsewhere, owner);
      expect(row.state).toBe("denied");
      expect((await actionEvents(at.store, row.action.id)).at(-1)?.why).toContain("TEST-01");
    });
  });
}
