import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { changeConnection } from "../intake/live/connections.ts";
import type { Book } from "../store/book.ts";
import type { Connection, ConnectionState } from "../store/connection.ts";
import { findConnections } from "./find-connections.ts";
import { keepSchedules } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Pauses, resumes or removes the connections of a book at a platform; a removed one loses its access for good. Gives
 * those that were changed. Problems: those of `findConnections`.
 */
export async function changeConnections(
  workplace: Workplace,
  book: Book,
  platform: string,
  state: ConnectionState,
): Promise<Result<readonly Connection[], Problem>> {
  const found = await findConnections(workplace, book, platform);
  if (!found.ok) return found;
  const { store, clock, actor } = workplace;
  const different = found.value.filter((one) => one.state !== state);
  await store.transaction(async (tx) => {
    for (const one of different) await changeConnection(tx, one, state, { actor, now: clock.now() });
  });
  await keepSchedules(workplace);
  return ok(different);
}
