import type { Selectable } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** A report as it was when it was made; it is never changed, a later one of the same days stands beside it. */
export type StoredReport = {
  readonly id: bigint;
  readonly from: string;
  readonly to: string;
  readonly grouping: string;
  readonly createdAt: number;
  /** JSON of `insight/report/report.ts`. */
  readonly body: string;
};

/** Keeps a report. */
export async function addReport(tx: Tx, bookId: bigint, report: Omit<StoredReport, "id">): Promise<void> {
  await tx.q
    .insertInto("report")
    .values({
      book_id: bookId,
      period_from: report.from,
      period_to: report.to,
      grouping: report.grouping,
      created_at: BigInt(report.createdAt),
      body: report.body,
    })
    .execute();
}

/** The newest kept report of one day, or of the newest day there is one of. */
export async function latestDailyReport(
  handle: Handle,
  bookId: bigint,
  day?: string,
): Promise<StoredReport | undefined> {
  let query = handle.q
    .selectFrom("report")
    .selectAll()
    .where("book_id", "=", bookId)
    .whereRef("period_from", "=", "period_to");
  if (day !== undefined) query = query.where("period_from", "=", day);
  const row = await query.orderBy("period_from", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
  return row && toReport(row);
}

/** Kept reports of single days, the newest of each, newest day first; of days before `before` where it is given. */
export async function dailyReports(
  handle: Handle,
  bookId: bigint,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<readonly StoredReport[]> {
  let query = handle.q
    .selectFrom("report as r")
    .selectAll("r")
    .where("r.book_id", "=", bookId)
    .whereRef("r.period_from", "=", "r.period_to")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("report as l")
            .select("l.id")
            .whereRef("l.book_id", "=", "r.book_id")
            .whereRef("l.period_from", "=", "r.period_from")
            .whereRef("l.period_to", "=", "r.period_to")
            .whereRef("l.id", ">", "r.id"),
        ),
      ),
    );
  if (page.before !== undefined) query = query.where("r.period_from", "<", page.before);
  const rows = await query.orderBy("r.period_from", "desc").limit(page.limit).execute();
  return rows.map(toReport);
}

function toReport(row: Selectable<Database["report"]>): StoredReport {
  const { id, period_from: from, period_to: to, grouping, created_at: createdAt, body } = row;
  return { id, from, to, grouping, createdAt: Number(createdAt), body };
}
