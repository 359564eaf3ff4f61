import type { Millis } from "../../base/clock.ts";
import { sha256 } from "../../base/hash.ts";
import { formatDecimal } from "../money/decimal.ts";
import { type FactLine, type FactRefund, type Facts, noFacts, type Stamp } from "./facts.ts";
import { byPlace } from "./join.ts";
import type { LineSighting, SaleSighting, Sighting } from "./sighting.ts";

/** Where a row stood: a short name of the file (or stream) and the line number in it. */
export type Origin = { readonly file: string; readonly line: number };

/** What one sighting alone tells of its object, ready to be joined with what is known. `buyer` is the sealed buyer's id. */
export function factsOf(sighting: Sighting, stamp: Stamp, origin: Origin, buyer?: bigint): Facts {
  const fields = fieldsOf(sighting, buyer);
  const base: Facts = {
    ...noFacts(sighting.kind),
    views: Object.keys(fields).length === 0 ? [] : [{ at: stamp.at, by: stamp.by, fields }],
    ...(sighting.at === undefined ? {} : { at: sighting.at }),
    ...(sighting.dayAt === undefined ? {} : { dayAt: sighting.dayAt }),
  };
  return sighting.kind === "sale" ? { ...base, ...saleParts(sighting, stamp, origin) } : base;
}

function saleParts(sale: SaleSighting, stamp: Stamp, origin: Origin): Partial<Facts> {
  return {
    refundSteps: sale.refunded && sale.refunded > 0n ? [[sale.refunded, sale.refundedAt ?? stamp.at]] : [],
    refunds: (sale.refunds ?? []).map((refund) => refundFact(refund, stamp)).sort(byPlace),
    disputes: disputesOf(sale, stamp.at),
    lines: linesOf(sale.lines ?? [], origin),
  };
}

/** A dispute that was decided was opened first, even if nobody saw it open. */
function disputesOf(sale: SaleSighting, seenAt: Millis): Facts["disputes"] {
  if (sale.dispute === undefined) return {};
  const at = sale.disputedAt ?? seenAt;
  return sale.dispute === "open" ? { open: at } : { open: at, [sale.dispute]: at };
}

function refundFact(refund: NonNullable<SaleSighting["refunds"]>[number], stamp: Stamp): FactRefund {
  return {
    id: refund.id,
    ...(refund.toldIn === undefined ? {} : { toldIn: refund.toldIn }),
    at: stamp.at,
    by: stamp.by,
    ...(refund.at === undefined ? {} : { on: refund.at }),
    amount: refund.amount,
    tax: refund.tax ?? 0n,
    feeReturned: refund.feeReturned ?? 0n,
    partners: refund.partnersReturned ?? 0n,
  };
}

/** Several equal lines within one row stand at one line number: they are told apart by a fraction-free running number. */
function linesOf(lines: readonly LineSighting[], origin: Origin): readonly FactLine[] {
  const byIdentity = new Map<string, FactLine>();
  lines.forEach((line, index) => {
    const place = origin.line * linesPerRowMax + index;
    const identity = shortIdentity(line.identity);
    const known = byIdentity.get(identity);
    const numbers = [...(known?.seen[origin.file] ?? []), place];
    byIdentity.set(identity, {
      identity,
      productId: line.product.id,
      productName: line.product.name,
      quantity: formatDecimal(line.quantity),
      amount: formatDecimal(line.amount),
      seen: { [origin.file]: numbers },
    });
  });
  return [...byIdentity.values()].sort((a, b) => (a.identity < b.identity ? -1 : 1));
}

/** 72 bits of SHA-256: enough to tell the lines of one document apart, and short in the books. */
function shortIdentity(text: string): string {
  return Buffer.from(sha256(text)).toString("base64url", 0, 9);
}

/** Lines that one row can carry; more would collide in `linesOf`. */
const linesPerRowMax = 1_000;

const structural = new Set([
  "kind",
  "id",
  "at",
  "dayAt",
  "refunded",
  "refundedAt",
  "refunds",
  "dispute",
  "disputedAt",
  "lines",
  "buyer",
]);

/** The scalar fields as flat text: `fees.platform`, `product.id`, `from.amount` … */
function fieldsOf(sighting: Sighting, buyer: bigint | undefined): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(sighting)) {
    if (!structural.has(name)) flatten(out, name, value);
  }
  if (buyer !== undefined) out["buyer"] = buyer.toString();
  if (out["status"] === returned) {
    // A payout that came back stays so: in a file that lists the newest first, its sending stands after its return.
    delete out["status"];
    out[returned] = "true";
  }
  return Object.fromEntries(Object.entries(out).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const returned = "returned";

function flatten(out: Record<string, string>, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === "object" && "units" in value && "scale" in value) {
    out[name] = formatDecimal(value as { units: bigint; scale: number });
  } else if (typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) flatten(out, `${name}.${key}`, inner);
  } else out[name] = String(value);
}
