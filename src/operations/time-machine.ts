import type { Millis } from "../base/clock.ts";
import { fail } from "../base/problem.ts";
import type { PastAuditHead, PastInbox, PastPayout } from "../insight/past/as-of.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

/** The payouts that were known at a moment, newest first. */
export async function payoutsAsOf(_workplace: Workplace, _book: Book, _asOf: Millis): Promise<readonly PastPayout[]> {
  return fail("not-there-yet", "This is not built yet.");
}

/** What waited for a person at a moment. */
export async function inboxAsOf(_workplace: Workplace, _book: Book, _asOf: Millis): Promise<PastInbox> {
  return fail("not-there-yet", "This is not built yet.");
}

/** The end of the audit chain at a moment. */
export async function auditHeadAsOf(_workplace: Workplace, _book: Book, _asOf: Millis): Promise<PastAuditHead> {
  return fail("not-there-yet", "This is not built yet.");
}
