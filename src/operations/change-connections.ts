import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { changeConnection } from "../intake/live/connections.ts";
import type { Book } from "../store/book.ts";
import type { Connection, ConnectionState } from "../store/connection.ts";
import { findConnections } from "./find-connections.ts";
import { endPause, notePause } from "./pause-note.ts";
import { keepSchedules } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Pauses, resumes or removes the connections of a book at a platform; a removed one loses its access for good. `why` is
 * kept beside a pause, for whoever wonders later. Gives those that were changed. Problems: those of `findConnections`.
 */
export async function changeConnections(
  workplace: Workplace,
  book: Book,
  platform: string,
  state: ConnectionState,
  why = "",
): Promise<Result<readonly Connection[], Problem>> {
  const found = await findConnections(workplace, book, platform);
  if (!found.ok) return found;
  const { store, clock, actor } = workplace;
  const different = found.value.filter((one) => one.state !== state);
  await store.transaction(async (tx) => {
    for (const one of different) {
      await changeConnection(tx, one, state, { actor, now: clock.now() });
      if (state === "paused") await notePause(tx, one, { at: clock.now(), by: actor, why });
      else await endPause(tx, one);
    }
  });
  await keepSchedules(workplace);
  return ok(different);
}
