import { ProblemError, problem } from "../base/problem.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { type Story, tellStory } from "../intake/story.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Book } from "../store/book.ts";
import { findSales } from "../store/sale.ts";
import type { Workplace } from "./workplace.ts";

/**
 * One object's whole story. `id` is the platform's id of a sale, or an object's key ("gumroad/payout/p1"). Looking at a
 * buyer is written to the audit record first. Throws a `ProblemError`: `unknown-object`, `ambiguous-id`.
 */
export async function showObject(
  workplace: Pick<Workplace, "store" | "sealing" | "clock" | "actor">,
  book: Book,
  id: string,
  showBuyer: boolean,
): Promise<Story> {
  const { store, sealing, clock, actor } = workplace;
  const sales = await findSales(store, book.id, id);
  const [first, second] = sales;
  if (first && second) {
    const keys = sales.map((sale) => sale.objectKey).join(", ");
    throw new ProblemError(
      problem("ambiguous-id", `Several platforms know a sale ${id}.`, { fix: `Name one of: ${keys}.` }),
    );
  }
  const objectKey = first?.objectKey ?? id;
  const known = await tellStory(store, sealing, book.id, objectKey, { showBuyer: false });
  if (!known) {
    throw new ProblemError(
      problem("unknown-object", `Nothing is known of "${id.slice(0, 200)}" in the books of ${book.name}.`, {
        fix: "`millrace sales list` shows the sales there are, `--text` looks for a part of an id or a name.",
      }),
    );
  }
  if (!showBuyer) return known;
  await store.transaction((tx) =>
    appendAudit(tx, [
      { ts: clock.now(), actor, action: "buyer.show", payload: auditPayload({ book: book.id, object: objectKey }) },
    ]),
  );
  return (await tellStory(store, sealing, book.id, objectKey, { showBuyer: true })) ?? known;
}
