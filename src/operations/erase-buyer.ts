import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { counted } from "../domain/text/amount-text.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { eraseSubjects, sameBuyer } from "../intake/erase-buyers.ts";
import { appendAudit } from "../store/audit-log.ts";
import { type Book, lockBook } from "../store/book.ts";
import { salesOfBuyers, seenUnder } from "../store/buyer.ts";
import { listImports } from "../store/file-import.ts";
import type { Handle } from "../store/handle.ts";
import { findSales } from "../store/sale.ts";
import type { SubjectRow } from "../store/subject.ts";
import type { Workplace } from "./workplace.ts";

type Desk = Pick<Workplace, "store" | "sealing" | "clock" | "actor">;

/** Whom one means: an e-mail address, or a sale of the buyer (its id at the platform, or its key). */
export type BuyerTyped = { readonly email: string } | { readonly sale: string };

/** What is kept of one buyer, without saying who it is. */
export type BuyerKept = {
  readonly sales: number;
  /** Raw rows and records that name the buyer. */
  readonly seen: number;
  /** Of the first and the last sale; undefined without one. */
  readonly firstAt: string | undefined;
  readonly lastAt: string | undefined;
};

export type BuyerErased = BuyerKept & {
  /** The entry of the audit record; undefined where it was only tried. */
  readonly auditLink: bigint | undefined;
  /** What an owner still has to do elsewhere, one sentence each. */
  readonly remains: readonly string[];
};

/** Who is meant. Problems: `unknown-buyer`, `ambiguous-id`, `buyer-not-named`. */
export async function findBuyer(
  { store, sealing }: Pick<Workplace, "store" | "sealing">,
  book: Book,
  typed: BuyerTyped,
  handle: Handle = store,
): Promise<Result<readonly SubjectRow[], Problem>> {
  const kept = "Nothing was changed.";
  if ("email" in typed) {
    const found = await sameBuyer(handle, sealing, book.id, { email: typed.email });
    if (found.length > 0) return ok(found);
    const fix = "Check the spelling, or name a sale of the buyer. Somebody who was erased is not found any more.";
    return err(problem("unknown-buyer", `No buyer of ${book.name} has this e-mail address.`, { kept, fix }));
  }
  const sales = await findSales(handle, book.id, typed.sale);
  const [sale] = sales;
  const shown = typed.sale.slice(0, 200);
  if (!sale) return err(problem("unknown-buyer", `Nothing is known of a sale "${shown}" in ${book.name}.`, { kept }));
  if (sales.length > 1) {
    const keys = sales.map(({ objectKey }) => objectKey).join(", ");
    return err(
      problem("ambiguous-id", `Several platforms know a sale ${shown}.`, { kept, fix: `Name one of: ${keys}.` }),
    );
  }
  const found = sale.subjectId === null ? [] : await sameBuyer(handle, sealing, book.id, { subjectId: sale.subjectId });
  if (found.length > 0) return ok(found);
  const why = sale.subjectId === null ? "names no buyer" : "names a buyer who was erased already";
  return err(problem("buyer-not-named", `The sale ${shown} ${why}.`, { kept }));
}

/** What is kept of one buyer. Problems as of `findBuyer`. */
export async function buyerKept(workplace: Desk, book: Book, typed: BuyerTyped): Promise<Result<BuyerKept, Problem>> {
  const found = await findBuyer(workplace, book, typed);
  return found.ok ? ok(await keptOf(workplace.store, book, found.value)) : found;
}

/**
 * Erases one buyer for good: the key of all that names them is destroyed, and nothing finds them any more. Amounts, days
 * and products stay, so that the books and the audit record stay right. Problems as of `findBuyer`.
 */
export async function eraseBuyer(
  workplace: Desk,
  book: Book,
  typed: BuyerTyped,
): Promise<Result<BuyerErased, Problem>> {
  const { store, sealing, clock, actor } = workplace;
  const done = await store.transaction(async (tx) => {
    await lockBook(tx, book.id);
    const found = await findBuyer(workplace, book, typed, tx);
    if (!found.ok) return found;
    const now = clock.now();
    const kept = await keptOf(tx, book, found.value);
    await eraseSubjects(tx, found.value, now);
    const subjects = found.value.map(({ id }) => id);
    const payload = auditPayload({ book: book.id, subjects, sales: kept.sales, seen: kept.seen });
    const [link] = await appendAudit(tx, [{ ts: now, actor, action: "buyer.erase", payload }]);
    const unread = (await listImports(tx, book.id)).some(({ counts }) => counts.refused > 0);
    return ok({ kept, unread, subjects: found.value, auditLink: link?.seq });
  });
  if (!done.ok) return done;
  for (const { keyId } of done.value.subjects) sealing.keyring.forget(keyId);
  return ok({
    ...done.value.kept,
    auditLink: done.value.auditLink,
    remains: remains(done.value.kept, done.value.unread),
  });
}

async function keptOf(handle: Handle, book: Book, subjects: readonly SubjectRow[]): Promise<BuyerKept> {
  const sales = await salesOfBuyers(
    handle,
    book.id,
    subjects.map(({ id }) => id),
  );
  const seen = await seenUnder(
    handle,
    book.id,
    subjects.map(({ keyId }) => keyId),
  );
  const moment = (at: number | undefined): string | undefined => (at === undefined ? undefined : isoTime(at));
  return {
    sales: sales.length,
    seen: seen.length,
    firstAt: moment(sales.at(-1)?.occurredAt),
    lastAt: moment(sales[0]?.occurredAt),
  };
}

/** What the key does not reach. */
function remains({ sales }: BuyerKept, unread: boolean): readonly string[] {
  return [
    "Back-ups from before still hold the key: make a new one, then delete those.",
    "Files you imported still name the buyer where you keep them, also in `done` of the inbox folder.",
    ...(unread
      ? [
          "Rows that could not be read belong to nobody yet and may name the buyer: `millrace imports refused` shows them.",
        ]
      : []),
    ...(sales > 0 ? [`The platform still knows ${counted(sales, "sale")}: ask for erasure there as well.`] : []),
  ];
}
