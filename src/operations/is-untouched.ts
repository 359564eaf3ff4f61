import { listBooks } from "../store/book.ts";
import { listConnections } from "../store/connection.ts";
import { listImports } from "../store/file-import.ts";
import { bookHead } from "../store/txn.ts";
import type { Workplace } from "./workplace.ts";

/** Whether nothing of the owner's own is in the books yet: no platform, no file, no txn. */
export async function isUntouched({ store }: Workplace): Promise<boolean> {
  if ((await listConnections(store)).length > 0) return false;
  for (const book of await listBooks(store)) {
    if ((await listImports(store, book.id)).length > 0 || (await bookHead(store, book.id)).seq > 0n) return false;
  }
  return true;
}
