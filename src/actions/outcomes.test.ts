import { beforeEach, describe, expect, it } from "vitest";
import { ok } from "../base/result.ts";
import { usualAutonomy } from "../domain/action/autonomy.ts";
import type { Outcome } from "../domain/action/outcome.ts";
import { ruleSet } from "../domain/policy/rule-set.ts";
import { readAction } from "../store/action.ts";
import { actionEvents } from "../store/action-event.ts";
import { endStep, stepByKey } from "../store/human-step.ts";
import { readOutcome } from "../store/outcome.ts";
import { type SaleRow, saveSales } from "../store/sale.ts";
import { approve } from "./answer.ts";
import { closeOutcomes } from "./close-outcomes.ts";
import { sendAction } from "./gate/send.ts";
import { inside, openInside, stepKeyOf } from "./inside-acts.ts";
import { type Draft, propose } from "./propose.ts";
import { recordOutcome } from "./record-outcome.ts";
import type { Road } from "./road.ts";
import { setAutonomy } from "./switches.ts";
import { openTestRoad, priceDraft, refundDraft, rule, start, type TestRoad } from "./testing/open-road.ts";
import { scriptedPlatform } from "./testing/scripted-acts.ts";

const owner = { actor: "owner" };
const dayMs = 86_400_000;

describe("what came of an act", () => {
  let at: TestRoad;
  let road: Road;

  beforeEach(async () => {
    const now = () => at.clock.now();
    const twin = scriptedPlatform({ honoursKeys: false, now, take: () => "done", answers: () => true });
    at = await openTestRoad(twin.acts);
    const within = openInside(at.road);
    const means = { not: { field: "route.means", in: ["official-api", "person"] } } as const;
    road = {
      ...at.road,
      rules: async () => ok(ruleSet([rule({ when: means })], { areas: {}, codes: {} })),
      acts: (target) => (target === inside ? within.acts : at.road.acts(target)),
      open: (row) => (row.action.target === inside ? Promise.resolve(ok(within)) : at.road.open(row)),
    };
    await allow("sale.refund");
    await allow("listing.price");
    return () => at.store.close();
  });

  const allow = (kind: "sale.refund" | "listing.price", changes = {}) =>
    setAutonomy(road, at.book, kind, { ...usualAutonomy(kind, "USD"), mode: "live", ...changes }, owner);

  const put = async (draft: Draft) => {
    const row = await propose(road, at.book, draft, { actor: "strategy x" });
    if (!row.ok) throw new Error(row.error.sentence);
    return row.value;
  };

  const doIt = async (draft: Draft) => {
    const { action } = await put(draft);
    await approve(road, at.book, action.id, owner);
    at.clock.advance(8_000);
    await sendAction(road, action.id);
    return action.id;
  };

  const told = (changes: Partial<Outcome> = {}): Outcome => ({
    measure: "sales of the planner",
    result: "effect",
    amount: { amount: 4_800n, currency: "USD" },
    from: at.clock.now() - 1_000,
    to: at.clock.now(),
    against: { kind: "hold-out", compared: "the 10 % that were held out" },
    note: "More than without.",
    ...changes,
  });

  it("is kept as it was measured, with who says so, and ends the road", async () => {
    const id = await doIt(priceDraft("p1"));
    expect(await recordOutcome(road, at.book, id, told(), owner)).toMatchObject({ ok: true });
    expect(await readOutcome(at.store, id)).toEqual({ ...told(), ...owner, at: at.clock.now() });
    expect((await readAction(at.store, id))?.state).toBe("outcome");
    expect((await actionEvents(at.store, id)).at(-1)).toMatchObject({
      from: "done",
      to: "outcome",
      why: "Measured: sales of the planner: there. Compared with the 10 % that were held out. More than without.",
    });
  });

  it("is kept without a figure and without a comparison where there was none", async () => {
    const id = await doIt(priceDraft("p2"));
    const { amount: _, ...bare } = told({ against: { kind: "none" }, result: "unclear", note: "" });
    await recordOutcome(road, at.book, id, bare, owner);
    expect(await readOutcome(at.store, id)).toEqual({ ...bare, ...owner, at: at.clock.now() });
  });

  it("is kept once: of fifty at the same time one", async () => {
    const id = await doIt(priceDraft("p3"));
    const all = await Promise.all(Array.from({ length: 50 }, () => recordOutcome(road, at.book, id, told(), owner)));
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    expect(all.find((one) => !one.ok)).toMatchObject({ error: { code: "outcome-known" } });
  });

  it("is refused of what was not done, what ran dry, what is not over, and what is not there", async () => {
    const waiting = (await put(priceDraft("p4"))).action.id;
    expect(await recordOutcome(road, at.book, waiting, told(), owner)).toMatchObject({
      error: { code: "outcome-early" },
    });
    const live = await doIt(priceDraft("p5"));
    const late = told({ to: at.clock.now() + 1 });
    expect(await recordOutcome(road, at.book, live, late, owner)).toMatchObject({ error: { code: "outcome-wrong" } });
    expect(await recordOutcome(road, at.book, "none", told(), owner)).toMatchObject({
      error: { code: "unknown-action" },
    });
    await allow("listing.price", { mode: "dry" });
    const dry = await doIt(priceDraft("p6"));
    expect(await recordOutcome(road, at.book, dry, told(), owner)).toMatchObject({ error: { code: "outcome-dry" } });
  });

  const sale = (refunded: bigint): SaleRow => ({ ...someSale, refunded });
  const book = (refunded: bigint) => at.store.transaction((tx) => saveSales(tx, at.book.id, [sale(refunded)]));

  it("of a refund is seen in the books, beyond what was refunded before, and not earlier", async () => {
    await book(300n);
    const first = await doIt(refundDraft("s1"));
    const second = await doIt(refundDraft("s1b", { parameters: { sale: "s1", amount: 500n, currency: "USD" } }));
    expect(await closeOutcomes(road)).toBe(0);
    await book(800n);
    expect(await closeOutcomes(road)).toBe(0);
    await book(1_300n);
    expect(await closeOutcomes(road)).toBe(2);
    for (const id of [first, second]) {
      expect(await readOutcome(at.store, id)).toMatchObject({
        result: "effect",
        amount: { amount: 500n, currency: "USD" },
        against: { kind: "none" },
        actor: "engine",
      });
    }
    expect(await closeOutcomes(road)).toBe(0);
  });

  it("of a refund that the books do not show after two weeks is unclear, and nothing is invented", async () => {
    await book(0n);
    const id = await doIt(refundDraft("s1"));
    at.clock.advance(14 * dayMs - 1);
    expect(await closeOutcomes(road)).toBe(0);
    at.clock.advance(1);
    expect(await closeOutcomes(road)).toBe(1);
    const outcome = await readOutcome(at.store, id);
    expect(outcome).toMatchObject({ result: "unclear" });
    expect(outcome?.amount).toBeUndefined();
  });

  it.each([
    ["done", "effect"],
    ["expired", "no-effect"],
    ["cancelled", "no-effect"],
  ] as const)("of a step that is %s is told by the step: %s", async (state, result) => {
    const parameters = { step: "look", text: "Look." };
    const cost = { amount: 0n, currency: "USD" };
    const draft = refundDraft("h1", {
      kind: "human.step",
      target: inside,
      parameters,
      worstCost: cost,
    } as Partial<Draft>);
    const { action } = await put(draft);
    at.clock.advance(8_000);
    await sendAction(road, action.id);
    expect(await closeOutcomes(road)).toBe(0);
    at.clock.advance(60_000);
    const step = await stepByKey(at.store, at.book.id, stepKeyOf(action.id));
    await at.store.transaction((tx) => endStep(tx, step?.id ?? 0n, state, { ...owner, now: at.clock.now(), note: "" }));
    expect(await closeOutcomes(road)).toBe(1);
    expect(await readOutcome(at.store, action.id)).toMatchObject({ result, measure: "whether a person did it" });
  });

  it("can be compared: a share of what strategies propose is left undone, and each is marked", async () => {
    await allow("listing.price", { holdOutPercent: 50 });
    const rows = [];
    for (let i = 0; i < 30; i++) rows.push(await put(priceDraft(`c${i}`)));
    const held = rows.filter(({ holdOut }) => holdOut?.arm === "held");
    expect(held.length).toBeGreaterThan(5);
    expect(held.length).toBeLessThan(25);
    for (const { action, holdOut } of rows) {
      const row = await readAction(at.store, action.id);
      expect(row?.holdOut).toEqual(holdOut);
      expect(row?.state).toBe(holdOut?.arm === "held" ? "cancelled" : "needs-approval");
    }
  });

  it("is compared with nothing where nothing was to be held out", async () => {
    const row = await put(priceDraft("c99"));
    expect(row.holdOut).toBeUndefined();
    expect(row.state).toBe("needs-approval");
  });
});

const someSale = {
  objectKey: "twin/sale/s1",
  source: "twin",
  externalId: "s1",
  nature: "sale",
  status: "completed",
  occurredAt: start - dayMs,
  day: "2026-11-19",
  productId: "p",
  productName: "Planner",
  country: "KE",
  currency: "USD",
  gross: 2_900n,
  fees: 100n,
  refunded: 0n,
  taxes: 0n,
  net: 2_800n,
  subjectId: null,
  seenAt: start - dayMs,
} as SaleRow;
