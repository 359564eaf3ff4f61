import type { Handle, Tx } from "./handle.ts";

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
  if (!row) return undefined;
  const { id, period_from: from, period_to: to, grouping, created_at: createdAt, body } = row;
  return { id, from, to, grouping, createdAt: Number(createdAt), body };
}
