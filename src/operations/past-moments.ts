import type { Millis } from "../base/clock.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { type Amount, amountOf } from "../insight/shown/amount.ts";
import type { Book } from "../store/book.ts";
import { listImports } from "../store/file-import.ts";
import { factsOfKind } from "../store/object-facts.ts";
import { listDecisions } from "../store/past-decision.ts";
import { knownPayouts } from "./known-payouts.ts";
import type { Workplace } from "./workplace.ts";

/** A moment after which the books looked otherwise: worth going back to. */
export type PastMoment = {
  readonly at: string;
  readonly what: "payout" | "import" | "refused";
  /** The platform of a payout, the name of a file, the kind of an act. */
  readonly name: string;
  readonly amount: Amount | null;
};

const perKindMax = 100;

/** When payouts were first heard of, files were booked and acts refused, from `from` until now; newest first. */
export async function pastMoments(
  { store, clock }: Pick<Workplace, "store" | "clock">,
  book: Book,
  from: Millis,
): Promise<readonly PastMoment[]> {
  const inTime = (at: Millis): boolean => at >= from && at <= clock.now();
  const seenAt = new Map((await factsOfKind(store, book.id, "payout")).map((row) => [row.objectKey, row.firstSeenAt]));
  const payouts = (await knownPayouts(store, book)).payouts.flatMap((one) => {
    const { objectKey, source, amount, currency } = one;
    const at = seenAt.get(objectKey) ?? 0;
    const sum = amount === undefined || currency === undefined ? null : amountOf(amount, currency);
    return inTime(at) ? [{ at, what: "payout" as const, name: source, amount: sum }] : [];
  });
  const imports = (await listImports(store, book.id)).flatMap(({ finishedAt, fileName }) =>
    finishedAt !== undefined && inTime(finishedAt)
      ? [{ at: finishedAt, what: "import" as const, name: fileName, amount: null }]
      : [],
  );
  const denied = await listDecisions(store, { bookId: book.id, verdict: "deny", from, limit: perKindMax });
  const refused = denied.map(({ at, kind }) => ({ at, what: "refused" as const, name: kind, amount: null }));
  const newest = (some: readonly (Omit<PastMoment, "at"> & { readonly at: Millis })[]) =>
    some.toSorted((a, b) => b.at - a.at).slice(0, perKindMax);
  return [payouts, imports, refused]
    .flatMap(newest)
    .sort((a, b) => b.at - a.at)
    .map((one) => ({ ...one, at: isoTime(one.at) }));
}
