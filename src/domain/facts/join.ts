import { assert } from "../../base/assert.ts";
import type { Millis } from "../../base/clock.ts";
import type { DisputeState, FactLine, FactRefund, Facts, Stamp, View } from "./facts.ts";

/**
 * Merges what two sets of observations say of one object. Commutative, associative, idempotent (see join.test.ts):
 * per field the newest word wins, refund totals and dispute states are kept as seen, lines are a multiset in which a
 * file adds to itself but not to another file.
 */
export function joinFacts(a: Facts, b: Facts): Facts {
  assert(a.kind === b.kind, "facts of one object are of one kind");
  const at = earliest(a.at, b.at);
  const dayAt = earliest(a.dayAt, b.dayAt);
  return {
    kind: a.kind,
    views: joinViews(a.views, b.views),
    ...(at === undefined ? {} : { at }),
    ...(dayAt === undefined ? {} : { dayAt }),
    refundSteps: joinSteps(a.refundSteps, b.refundSteps),
    refunds: joinRefunds(a.refunds, b.refunds),
    disputes: joinDisputes(a.disputes, b.disputes),
    lines: joinLines(a.lines, b.lines),
  };
}

function earliest(a: Millis | undefined, b: Millis | undefined): Millis | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}

/** Newer first; ties by hash, so that the order is total. */
export function newerFirst(a: Stamp, b: Stamp): number {
  if (a.at !== b.at) return b.at - a.at;
  return compareText(b.by, a.by);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Each field is kept only in the newest view that has it. Two views with one stamp (two rows of one observation) are
 * merged into one; where they disagree the greater text wins, which is arbitrary but the same in every order.
 */
function joinViews(a: readonly View[], b: readonly View[]): readonly View[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const merged: View[] = [];
  for (const view of [...a, ...b].sort(newerFirst)) {
    const last = merged.at(-1);
    if (last && last.at === view.at && last.by === view.by) {
      merged[merged.length - 1] = { ...last, fields: greaterOf(last.fields, view.fields) };
    } else merged.push(view);
  }
  const taken = new Set<string>();
  const kept: View[] = [];
  for (const view of merged) {
    const fields = Object.keys(view.fields).filter((name) => !taken.has(name));
    for (const name of fields) taken.add(name);
    if (fields.length > 0) kept.push({ at: view.at, by: view.by, fields: pick(view.fields, fields) });
  }
  return kept;
}

function greaterOf(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): Record<string, string> {
  const out: Record<string, string> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const other = out[name];
    if (other === undefined || other < value) out[name] = value;
  }
  return out;
}

/** Only the named fields, in one fixed order, so that equal facts have equal text. */
function pick(fields: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of [...names].sort()) out[name] = fields[name] as string;
  return out;
}

function joinSteps(a: Facts["refundSteps"], b: Facts["refundSteps"]): Facts["refundSteps"] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const steps = new Map<bigint, Millis>(a);
  for (const [total, at] of b) steps.set(total, Math.min(at, steps.get(total) ?? at));
  return [...steps].sort(([x], [y]) => (x < y ? -1 : 1));
}

function joinRefunds(a: readonly FactRefund[], b: readonly FactRefund[]): readonly FactRefund[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const placed = new Map(a.map((refund) => [placeOf(refund), refund]));
  for (const refund of b) {
    const other = placed.get(placeOf(refund));
    placed.set(placeOf(refund), other ? newestRefund(other, refund) : refund);
  }
  return [...placed.values()].sort(byPlace);
}

/** The order in which facts keep refunds. */
export function byPlace(a: FactRefund, b: FactRefund): number {
  return compareText(a.id, b.id) || compareText(a.toldIn ?? "", b.toldIn ?? "");
}

function placeOf({ id, toldIn = "" }: FactRefund): string {
  return JSON.stringify([id, toldIn]);
}

function newestRefund(a: FactRefund, b: FactRefund): FactRefund {
  const order = newerFirst(a, b) || compareText(refundText(b), refundText(a));
  return order <= 0 ? a : b;
}

function refundText(refund: FactRefund): string {
  return [refund.on ?? "", refund.amount, refund.tax, refund.feeReturned, refund.partners].join("|");
}

function joinDisputes(a: Facts["disputes"], b: Facts["disputes"]): Facts["disputes"] {
  const out: Partial<Record<DisputeState, Millis>> = {};
  for (const state of ["open", "won", "lost"] as const) {
    const at = earliest(a[state], b[state]);
    if (at !== undefined) out[state] = at;
  }
  return out;
}

function joinLines(a: readonly FactLine[], b: readonly FactLine[]): readonly FactLine[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const byIdentity = new Map(a.map((line) => [line.identity, line]));
  for (const line of b) {
    const other = byIdentity.get(line.identity);
    byIdentity.set(line.identity, other ? joinLine(other, line) : line);
  }
  return [...byIdentity.values()].sort((x, y) => compareText(x.identity, y.identity));
}

/** Lines of one identity differ at most in a product's spelling: the greater text is kept, the same in every order. */
function joinLine(a: FactLine, b: FactLine): FactLine {
  const seen: Record<string, readonly number[]> = { ...a.seen };
  for (const [file, numbers] of Object.entries(b.seen)) {
    const known = seen[file];
    seen[file] = known ? [...new Set([...known, ...numbers])].sort((x, y) => x - y) : numbers;
  }
  const words = compareText(lineText(a), lineText(b)) >= 0 ? a : b;
  const files = Object.keys(seen).sort();
  return { ...words, seen: Object.fromEntries(files.map((file) => [file, seen[file] as readonly number[]])) };
}

function lineText(line: FactLine): string {
  return JSON.stringify([line.productId, line.productName, line.quantity, line.amount]);
}
