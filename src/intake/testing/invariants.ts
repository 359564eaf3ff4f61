import { checkBooks } from "../../ledger/check.ts";
import { checkDerived } from "../check-derived.ts";
import type { TestBooks } from "./books.ts";

/** What must hold after every commit, in sentences; empty when it does. */
export async function brokenLaws({ store, book }: TestBooks): Promise<readonly string[]> {
  const books = await checkBooks(store, book.id);
  const wrong = books.findings.filter((finding) => finding.kind === "wrong");
  return [...wrong.map((finding) => finding.sentence), ...(await checkDerived(store, book.id)).findings];
}
