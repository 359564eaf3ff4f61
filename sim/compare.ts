import type { Totals } from "../sandbox/gumroad/books.ts";
import { codes } from "../src/domain/books/codes.ts";
import { payoutGaps } from "../src/operations/payout-gaps.ts";
import { rowsOf, shown } from "./checks.ts";
import type { SimPlan } from "./plan.ts";
import type { Sim } from "./sim.ts";

const dayMs = 86_400_000;
/** What the look of a month covers of the past, with a day to spare. */
const coveredMs = 29 * dayMs;

/** What the schedules promise and have not kept: every sale of the last month is there as it is. */
export function recentFaults(sim: Sim): readonly string[] {
  const faults: string[] = [];
  const ours = new Map(
    rowsOf(sim.store, "SELECT external_id, gross, refunded, status FROM sale").map((row) => [
      String(row["external_id"]),
      row,
    ]),
  );
  const from = sim.timeline.world.now() - coveredMs;
  // The platform passes such rows over where a page begins; messages and payouts tell of them.
  const passedOver = sim.plan.shop.shares.disordered > 0;
  for (const truth of sim.twin.ledger().values()) {
    if (truth.at < from) continue;
    const row = ours.get(truth.id);
    if (row === undefined && passedOver) continue;
    if (row === undefined) faults.push(`sale ${truth.id} of ${new Date(truth.at).toISOString()} is missing`);
    else if (truth.price > 0 && truth.refunded === truth.price && row["refunded"] !== BigInt(truth.price))
      faults.push(`sale ${truth.id} was refunded; the books say ${shown(row)}`);
  }
  return faults;
}

/** Faults that make an honest reader miss what is there, until it looks again. */
const blinding = ["skipped-row", "stale", "shifting-list", "lying-page-key", "bad-record"] as const;

/** Whether what is told of completeness can be held to the word: nobody hides a sale, and clocks are right. */
function isHonest({ faults, wire, shop, events }: SimPlan): boolean {
  const late = shop.shares.pending > 0 || shop.shares.disordered > 0;
  const blind = blinding.some((kind) => (faults.shares[kind] ?? 0) > 0) || (wire["wire-old-answer"] ?? 0) > 0;
  return !late && !blind && !events.some(({ kind }) => kind === "clock");
}

/** I11: of a time that is told to be complete, nothing is missing. */
export function coverageFaults(sim: Sim): readonly string[] {
  if (!isHonest(sim.plan)) return [];
  const [row] = rowsOf(sim.store, "SELECT covered_to FROM stream_state WHERE stream='sales'");
  const coveredTo = row?.["covered_to"];
  if (typeof coveredTo !== "bigint") return [];
  const ours = new Set(rowsOf(sim.store, "SELECT external_id FROM sale").map((one) => String(one["external_id"])));
  return [...sim.twin.ledger().values()]
    .filter(({ id, at }) => at < Number(coveredTo) - 60_000 && !ours.has(id))
    .map(({ id, at }) => `I11 sale ${id} of ${new Date(at).toISOString()} is missing from a time told to be complete`);
}

/** The ids of sales that are listed now and are younger than that. */
export function listedSince(sim: Sim, from: number): readonly string[] {
  return [...sim.twin.ledger().values()].filter(({ at }) => at >= from).map(({ id }) => id);
}

/** Those of these sales that are not in the books. */
export function missingAmong(sim: Sim, ids: readonly string[]): readonly string[] {
  if (sim.plan.shop.shares.disordered > 0) return [];
  const ours = new Set(rowsOf(sim.store, "SELECT external_id FROM sale").map((row) => String(row["external_id"])));
  return ids.filter((id) => !ours.has(id)).map((id) => `sale ${id} was not found in time`);
}

/** What differs between the platform's own books and ours when both are at rest. */
export async function finalFaults(sim: Sim): Promise<readonly string[]> {
  return [...categoryFaults(sim), ...saleFaults(sim), ...(await payoutFaults(sim)), ...openFaults(sim)];
}

type Category = "sales" | "refunds" | "chargebacks" | "payouts" | "rest";

const categoryOfCode: Readonly<Record<number, Category>> = {
  [codes.sale]: "sales",
  [codes.shipping]: "sales",
  [codes.tax]: "sales",
  [codes.refund]: "refunds",
  [codes["refund-tax"]]: "refunds",
  [codes["dispute-open"]]: "chargebacks",
  [codes["payout-sent"]]: "payouts",
};

function theirs(totals: Totals): Readonly<Record<Category, number>> {
  const { sales, refunds, chargebacks, payouts } = totals;
  const rest =
    totals.fees +
    totals.feeReturns +
    totals.chargebackFees +
    totals.disputeCredits +
    totals.affiliates +
    totals.payoutFees;
  return { sales, refunds, chargebacks, payouts, rest };
}

/** The platform balance by what moved it, from the transfers themselves. */
function categoryFaults(sim: Sim): readonly string[] {
  const sums = new Map<Category, bigint>();
  const rows = rowsOf(
    sim.store,
    `SELECT t.code AS code, sum(CASE WHEN d.path LIKE '%:main:balance' THEN t.amount ELSE -t.amount END) AS amount
     FROM transfer t JOIN account d ON d.id=t.debit_account JOIN account c ON c.id=t.credit_account
     WHERE d.path LIKE 'assets:platform:gumroad:main:balance' OR c.path LIKE 'assets:platform:gumroad:main:balance'
     GROUP BY t.code`,
  );
  for (const row of rows) {
    const category = categoryOfCode[Number(row["code"])] ?? "rest";
    sums.set(category, (sums.get(category) ?? 0n) + (row["amount"] as bigint));
  }
  const books = sim.twin.books();
  const faults = Object.entries(theirs(books.totals)).flatMap(([category, amount]) => {
    const here = sums.get(category as Category) ?? 0n;
    return here === BigInt(amount) ? [] : [`I14 ${category}: ${here} here, ${amount} there`];
  });
  const balance = [...sums.values()].reduce((sum, amount) => sum + amount, 0n);
  if (balance !== BigInt(books.balanceCents))
    faults.push(`I14 the balance is ${balance} here, ${books.balanceCents} there`);
  return faults;
}

function saleFaults(sim: Sim): readonly string[] {
  const rows = rowsOf(
    sim.store,
    `SELECT x.object_key AS key, sum(CASE WHEN d.path LIKE '%:main:balance' THEN t.amount ELSE -t.amount END) AS net
     FROM txn x JOIN transfer t ON t.txn_id=x.id JOIN account d ON d.id=t.debit_account JOIN account c ON c.id=t.credit_account
     WHERE x.object_key LIKE 'gumroad/sale/%' AND (d.path LIKE '%:main:balance' OR c.path LIKE '%:main:balance')
     GROUP BY x.object_key`,
  );
  const ours = new Map(rows.map((row) => [String(row["key"]).slice("gumroad/sale/".length), row["net"] as bigint]));
  const faults: string[] = [];
  // A row that lists pass over is known from its payout, which tells the day only.
  const passedOver = sim.plan.shop.shares.disordered > 0;
  const times = new Map(
    rowsOf(sim.store, "SELECT external_id, occurred_at FROM sale").map((row) => [
      String(row["external_id"]),
      row["occurred_at"],
    ]),
  );
  for (const truth of sim.twin.ledger().values()) {
    const at = times.get(truth.id);
    if (at !== BigInt(truth.at) && !(passedOver && at === startOfDay(truth.at)))
      faults.push(`sale ${truth.id} is of ${truth.at}, here of ${String(at)}`);
    const net = ours.get(truth.id) ?? 0n;
    if (net !== BigInt(truth.net)) faults.push(`sale ${shown(truth)}: net ${net} here`);
    ours.delete(truth.id);
  }
  for (const [id, net] of ours) if (net !== 0n) faults.push(`sale ${id} is booked with ${net} and not listed there`);
  return faults;
}

function startOfDay(at: number): bigint {
  return BigInt(Math.floor(at / dayMs) * dayMs);
}

/** Each payout proven line by line. */
async function payoutFaults(sim: Sim): Promise<readonly string[]> {
  const gaps = await payoutGaps(sim.store, sim.book);
  const faults = gaps.breaks.filter((one) => one.kind !== "timing").map((one) => `I22 ${one.sentence}`);
  if (gaps.withoutStatement > 0) faults.push(`${gaps.withoutStatement} payouts have no statement`);
  const there = sim.twin.books().counts.payouts;
  const [{ n } = { n: 0n }] = rowsOf(
    sim.store,
    "SELECT count(*) AS n FROM object_facts WHERE kind='payout' AND facts NOT LIKE '%supersededBy%'",
  );
  if (Number(n) !== there) faults.push(`${n} payouts here, ${there} there`);
  return faults;
}

/** What must not be left open. */
function openFaults(sim: Sim): readonly string[] {
  const faults: string[] = [];
  const none = (text: string, sentence: string): void => {
    for (const row of rowsOf(sim.store, text).slice(0, 3)) faults.push(`${sentence}: ${shown(row)}`);
  };
  none("SELECT stream, object_id, reason FROM quarantine WHERE resolved_at IS NULL", "in quarantine");
  none("SELECT stream, object_id, about, attempts, note, due_at FROM hint WHERE state='open'", "an open hint");
  none("SELECT stream, look, pages FROM walk", "an unfinished walk");
  none("SELECT stream, failure FROM stream_state WHERE failure IS NOT NULL", "a failing stream");
  none("SELECT failure FROM connection WHERE failure IS NOT NULL", "a failing connection");
  none("SELECT job_id, name FROM job_run WHERE result='running'", "a job still runs");
  // Each bad record that came in whole must have been put aside, not dropped.
  const bad = sim.seen.get("bad records taken in") ?? 0;
  const [kept] = rowsOf(sim.store, "SELECT count(*) AS n FROM quarantine");
  if (bad >= 5 && kept?.["n"] === 0n) faults.push(`I11 ${bad} bad records came in and none is in quarantine`);
  const frozen = BigInt(sim.frozenAt ?? 0);
  const now = BigInt(sim.timeline.world.now());
  for (const row of rowsOf(sim.store, "SELECT stream, covered_to, covered_from FROM stream_state")) {
    if (row["covered_from"] !== 0n || (row["covered_to"] as bigint) < frozen) faults.push(`not covered: ${shown(row)}`);
    if ((row["covered_to"] as bigint) > now) faults.push(`I26 complete before its time: ${shown(row)}`);
  }
  return faults;
}
