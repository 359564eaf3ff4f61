import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Sighting } from "../../domain/facts/sighting.ts";
import type { Ask, ConnectorContext, Page, PulledRecord, Rejected, Stream } from "../../spec/connector.ts";
import { parseExact } from "../../spec/json-kit/exact.ts";
import { fieldsOf } from "../../spec/json-kit/fields.ts";
import { elementsOf, memberOf } from "../../spec/json-kit/slices.ts";
import { present } from "../../spec/profile-kit/present.ts";
import { get, getDone } from "./client.ts";
import { payoutLooks } from "./looks.ts";
import { payoutRecord } from "./map-payout.ts";
import { idOf, nextOf, rawsOf } from "./pages.ts";
import { type PayoutLine, payoutLines } from "./payout-lines.ts";
import { sightingsOf } from "./payout-rows.ts";
import { queryOf } from "./sales.ts";

/** Payouts, newest first, ten a page, each with its lines as further records. */
export const payouts: Stream = { id: "payouts", title: "payouts", newestFirst: true, looks: payoutLooks, pull };

type Gathered = { readonly records: PulledRecord[]; readonly rejected: Rejected[] };

async function pull(context: ConnectorContext, ask: Ask): Promise<Result<Page, Failure>> {
  const reply = await getDone(context, "/payouts", { ...queryOf(ask), include_upcoming: "false" });
  if (!reply.ok) return reply;
  const raws = rawsOf(reply.value, "payouts");
  if (!raws.ok) return raws;
  const next = nextOf(reply.value, ask.cursor);
  if (!next.ok) return next;
  const gathered: Gathered = { records: [], rejected: [] };
  for (const raw of raws.value) {
    const failed = await gather(context, raw, gathered);
    if (failed) return err(failed);
  }
  return ok({ ...gathered, fetchedAt: reply.value.startedAt, ...next.value });
}

/** Adds one payout and its lines. */
async function gather(context: ConnectorContext, raw: string, into: Gathered): Promise<Failure | undefined> {
  const parsed = parseExact(raw);
  if (!parsed.ok) {
    into.rejected.push({ id: "", reason: `the payout ${parsed.error}`, raw });
    return undefined;
  }
  const id = idOf(parsed.value);
  // The next payout to come is listed without an id until it is one.
  if (id === "" && !fieldsOf(parsed.value).has("id")) return undefined;
  const lines = await linesOf(context, id);
  if (!lines.ok) return lines.error;
  const payout = payoutRecord(raw, parsed.value, lines.value);
  if (payout.ok) into.records.push(payout.value);
  else into.rejected.push({ id, reason: payout.error, raw });
  const at = payout.ok ? payout.value.at : undefined;
  const failed = payout.ok && payout.value.sightings.some(didNotArrive);
  (lines.value ?? []).forEach((line, index) => {
    addLine(line, { id: `${id}/${index + 1}`, payout: `list/${id}`, at, failed }, into);
  });
  return undefined;
}

function didNotArrive(sighting: Sighting): boolean {
  return sighting.kind === "payout" && (sighting.status === "failed" || sighting.status === "returned");
}

/** The lines of one payout; undefined where Gumroad does not show them. */
async function linesOf(
  context: ConnectorContext,
  id: string,
): Promise<Result<readonly PayoutLine[] | undefined, Failure>> {
  const path = `/payouts/${encodeURIComponent(id)}`;
  const reply = await get(context, path, { include_transactions: "true", include_sales: "false" });
  if (!reply.ok) return reply;
  if (reply.value.kind === "no") return ok(undefined);
  const raws = elementsOf(memberOf(reply.value.text, "payout") ?? "", "transactions");
  return ok(raws === undefined ? undefined : payoutLines(raws));
}

/** Where a line stands: its own id, its payout's name, the moment of that, and whether it did not arrive. */
type Place = {
  readonly id: string;
  readonly payout: string;
  readonly at: number | undefined;
  readonly failed: boolean;
};

/**
 * Lines carry the moment of their payout: their own days lie before it, and the walk goes by payouts. The fee of a
 * payout that did not arrive was not kept: all it took is in the balance again.
 */
function addLine(line: PayoutLine, { id, payout, at, failed }: Place, into: Gathered): void {
  if (!("row" in line)) {
    into.rejected.push({ id, reason: line.reason, raw: line.raw });
    return;
  }
  const { raw, sameness, row } = line;
  const told = sightingsOf(row, payout);
  const sightings = told.map((one) => (failed && one.kind === "charge" ? { ...one, status: "failed" as const } : one));
  const said = failed && told.some(({ kind }) => kind === "charge") ? `${sameness}\nnot kept` : sameness;
  into.records.push({ id, raw, sameness: said, sightings, ...present({ at }) });
}
