import { exportBeancount } from "../ledger/export/beancount.ts";
import { exportCsv } from "../ledger/export/csv.ts";
import { exportHledger } from "../ledger/export/hledger.ts";
import { exportJsonl } from "../ledger/export/jsonl.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

/** What the books are written as, for which program, with what the file is called at its end. */
export const exportFormats = {
  hledger: { write: exportHledger, ending: "journal", type: "text/plain" },
  beancount: { write: exportBeancount, ending: "beancount", type: "text/plain" },
  csv: { write: exportCsv, ending: "csv", type: "text/csv" },
  jsonl: { write: exportJsonl, ending: "jsonl", type: "application/x-ndjson" },
} as const;

export type ExportFormat = keyof typeof exportFormats;

/** The whole book for another program, in pieces of text; holds a few pages in memory. */
export function exportBooks(
  { store }: Pick<Workplace, "store">,
  book: Book,
  format: ExportFormat,
): AsyncGenerator<string> {
  return exportFormats[format].write(store, book);
}
