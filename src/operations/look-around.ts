import { enqueueSend } from "../alerts/hand-out.ts";
import { keepStandingSinks } from "../alerts/keep-sinks.ts";
import { type AroundResult, takeLook } from "../alerts/look-around.ts";
import type { Observation } from "../domain/alert/observation.ts";
import { alertKinds } from "../domain/alert/observation.ts";
import { askStep } from "../steps/ask-step.ts";
import { accessStep } from "../steps/connection-works.ts";
import type { Tended } from "../steps/tend-steps.ts";
import { readAccess } from "../store/access.ts";
import { findBook } from "../store/book.ts";
import { listConnections } from "../store/connection.ts";
import { waitingSince } from "../store/sent-message.ts";
import { mainBook } from "./find-book.ts";
import { tend } from "./tend.ts";
import type { Watcher } from "./watcher.ts";
import type { Workplace } from "./workplace.ts";

/**
 * One look at everything that is watched: alerts begin and end, messages are put in line, steps are asked for and closed.
 * A watcher that fails is told in the log; of what it looks at, nothing changes.
 */
export async function lookAround(workplace: Workplace, watchers: readonly Watcher[]): Promise<AroundResult & Tended> {
  const { store, clock, jobs, sinks, log } = workplace;
  const now = clock.now();
  await askForAccess(workplace);
  const tended = await tend(workplace);
  const seen: Observation[] = [];
  const unseen: string[] = [];
  const sighted = new Set<string>();
  for (const watcher of watchers) {
    try {
      for (const one of await watcher.look()) {
        if ("unseen" in one) unseen.push(one.key);
        else seen.push(one);
      }
      for (const kind of watcher.kinds) sighted.add(kind);
    } catch (cause) {
      log.error({ err: cause, kinds: watcher.kinds }, "Something could not be watched.");
    }
  }
  const blind = [...unseen, ...alertKinds.filter((kind) => !sighted.has(kind)).map((kind) => `${kind}/`)];
  const zone = (await findBook(store, mainBook))?.timeZone ?? "UTC";
  const around = await store.transaction(async (tx) => {
    await keepStandingSinks(tx, sinks.kinds, now);
    return takeLook(tx, { jobs, redact: sinks.redact, now }, { seen, blind }, zone);
  });
  await sendForgotten(workplace);
  return { ...around, ...tended };
}

/** Where a platform does not let Millrace in, a person is asked to give access again; once, however long it lasts. */
async function askForAccess({ store, clock, actor, platforms }: Workplace): Promise<void> {
  for (const connection of await listConnections(store)) {
    if (connection.state !== "on" || connection.failure === undefined) continue;
    const connector = platforms.connectors.find(({ id }) => id === connection.platform);
    if (!connector) continue;
    const help = connector.credentials.map((field) => field.help);
    const way = (await readAccess(store, connection.id))?.way;
    const step = accessStep(connection, { title: connector.title, help, way });
    await store.transaction((tx) => askStep(tx, connection.bookId, step, { actor, now: clock.now() }));
  }
}

/** Longer than any pause between two tries. */
const forgottenMs = 7 * 60 * 60_000;
const forgottenMax = 100;

/** A message that waits although its job is gone (the line was emptied, a back-up put in place) is put in line again. */
async function sendForgotten({ store, clock, jobs }: Workplace): Promise<void> {
  const waiting = await waitingSince(store, clock.now() - forgottenMs, forgottenMax);
  if (waiting.length === 0) return;
  await store.transaction(async (tx) => {
    for (const { id } of waiting) await enqueueSend(tx, jobs, id);
  });
}
