import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import type { Look, Stream } from "../spec/connector.ts";
import type { Book } from "../store/book.ts";
import { findConnections } from "./find-connections.ts";
import { findConnector } from "./platforms.ts";
import { kinds, lookPayload } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/** What was put in line. */
export type ReadNow = {
  /** Lists that will be read: each says by itself when it was (`streams[].readAt`). */
  readonly lists: number;
  /** How many of them did not wait already. */
  readonly fresh: number;
  /** ISO UTC: a list read after this was read for it. */
  readonly askedAt: string;
};

/**
 * Puts a look at every list of a platform in line; the engine begins within about a second. `full` reads from the very
 * beginning. Problems: those of `findConnections`, and `platform-paused`.
 */
export async function readNow(
  workplace: Workplace,
  book: Book,
  platform: string,
  full = false,
): Promise<Result<ReadNow, Problem>> {
  const found = await findConnections(workplace, book, platform);
  if (!found.ok) return found;
  const on = found.value.filter(({ state }) => state === "on");
  const [first] = found.value;
  const connector = findConnector(workplace.platforms, first?.platform ?? platform);
  if (!connector.ok) return connector;
  if (on.length === 0) return err(paused(connector.value.title));
  const { streams } = connector.value;
  const { store, jobs, clock } = workplace;
  let fresh = 0;
  await store.transaction(async (tx) => {
    for (const connection of on)
      for (const stream of streams) {
        const look = lookFor(stream, full);
        if (!look) continue;
        const payload = lookPayload(connection, stream, look);
        const job = await jobs.enqueue(tx, { name: kinds.look, payload, dedupe: `look ${payload}` });
        if (job !== undefined) fresh += 1;
      }
  });
  return ok({ lists: on.length * streams.length, fresh, askedAt: isoTime(clock.now()) });
}

function lookFor({ looks }: Stream, full: boolean): Look | undefined {
  return full ? (looks.find(({ reachMs }) => reachMs === undefined) ?? looks[0]) : looks[0];
}

function paused(title: string): Problem {
  return problem("platform-paused", `${title} is paused, so it is not read.`, {
    kept: "What it brought stays in the books.",
    fix: "Resume it first; then it is read by itself.",
  });
}
