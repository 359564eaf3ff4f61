import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import type { Book } from "../store/book.ts";
import { listQuarantine } from "../store/quarantine.ts";
import { findConnections } from "./find-connections.ts";
import type { Workplace } from "./workplace.ts";

/** A record that could not be understood and is not in the books. */
export type QuarantinedRecord = {
  readonly account: string;
  readonly stream: string;
  /** The platform's id; "" where even that was unreadable. */
  readonly id: string;
  /** One clause. */
  readonly reason: string;
  /** ISO UTC. */
  readonly seenAt: string;
};

const shownMax = 1_000;

/** Records of a platform that wait, oldest first. Problems: those of `findConnections`. */
export async function quarantinedRecords(
  workplace: Workplace,
  book: Book,
  platform: string,
): Promise<Result<readonly QuarantinedRecord[], Problem>> {
  const found = await findConnections(workplace, book, platform);
  if (!found.ok) return found;
  const all: QuarantinedRecord[] = [];
  for (const connection of found.value) {
    for (const row of await listQuarantine(workplace.store, connection.id, shownMax)) {
      const { stream, objectId, reason, seenAt } = row;
      all.push({ account: connection.name, stream, id: objectId, reason, seenAt: isoTime(seenAt) });
    }
  }
  return ok(all);
}
