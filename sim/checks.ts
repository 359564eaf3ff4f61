import { verifyAudit } from "../src/audit/verify.ts";
import { checkDerived } from "../src/intake/check-derived.ts";
import { checkBooks } from "../src/ledger/check.ts";
import type { Book } from "../src/store/book.ts";
import type { SqliteStore } from "../src/store/open-sqlite.ts";

/** Rows of a question in SQL: the checks read beside the product's own code. */
export function rowsOf(store: SqliteStore, text: string, ...given: unknown[]): readonly Record<string, unknown>[] {
  return store.raw.prepare(text).all(...given) as Record<string, unknown>[];
}

/** What must hold after every commit and costs little to see, in sentences. */
export function cheapFaults(store: SqliteStore): readonly string[] {
  const faults: string[] = [];
  const none = (text: string, sentence: string): void => {
    const [row] = rowsOf(store, text);
    if (row !== undefined) faults.push(`${sentence}: ${shown(row)}`);
  };
  none(
    `SELECT a.currency, sum(b.dr_posted) AS debits, sum(b.cr_posted) AS credits FROM account_balance b
     JOIN account a ON a.id=b.account_id GROUP BY a.currency HAVING debits<>credits`,
    "I1 debits and credits differ",
  );
  none(
    "SELECT book_id, count(*) AS n, max(seq) AS last FROM txn GROUP BY book_id HAVING n<>last",
    "I3 txns have a gap",
  );
  none(
    "SELECT count(*) AS n, max(seq) AS last FROM audit_log HAVING n<>coalesce(last,0)",
    "I3 the audit log has a gap",
  );
  none(
    "SELECT job_id, count(*) AS n FROM job_run WHERE result='running' GROUP BY job_id HAVING n>1",
    "one job runs twice at a time",
  );
  return faults;
}

/** I11: what is remembered of a record was stored. */
function unstored(store: SqliteStore): readonly string[] {
  const rows = rowsOf(
    store,
    `SELECT s.record_key FROM seen s WHERE NOT EXISTS
     (SELECT 1 FROM observation o WHERE o.book_id=s.book_id AND o.object_key=substr(s.record_key,1,instr(s.record_key||'#','#')-1))
     LIMIT 1`,
  );
  return rows.map((row) => `I11 remembered without being stored: ${shown(row)}`);
}

/** Everything that must hold, computed anew, in sentences. */
export async function allFaults(store: SqliteStore, book: Book): Promise<readonly string[]> {
  const books = await checkBooks(store, book.id);
  const derived = await checkDerived(store, book.id);
  const audit = await verifyAudit(store, { keys: [], anchors: undefined });
  const wrong = books.findings
    .filter((finding) => finding.kind === "wrong")
    .map((finding) => `${finding.where}: ${finding.sentence}`);
  const broken = audit.ok ? audit.value.findings.map((finding) => JSON.stringify(finding)) : [audit.error.sentence];
  return [...wrong, ...unstored(store), ...derived.findings, ...broken];
}

export function shown(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) => (typeof one === "bigint" ? `${one}` : one));
}
