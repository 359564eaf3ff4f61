import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { count } from "../domain/text/amount-text.ts";
import { findConnections } from "../operations/find-connections.ts";
import { skewSentence } from "../operations/platform-matters.ts";
import { platformStatus } from "../operations/platform-status.ts";
import { signCheckpoint } from "../operations/sign-checkpoint.ts";
import { type StreamSynced, syncConnection } from "../operations/sync-connection.ts";
import type { Connection } from "../store/connection.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { progressOn } from "./progress.ts";
import { sayJson, sayLine } from "./say.ts";
import { isFailed, syncedLines } from "./text/sync-text.ts";
import { type Desk, withDesk } from "./with-desk.ts";

type Options = CommonOptions & { readonly full?: boolean };
type Done = { readonly connection: Connection; readonly streams: readonly StreamSynced[] };

/** `millrace sync` */
export function define(program: Command, context: CliContext): void {
  const command = withCommon(program.command("sync"))
    .description(
      "Reads what is new at the platforms that are connected: products, sales, payouts. Safe to repeat: what is known is not counted twice. What was interrupted goes on where it was.",
    )
    .argument("[platform]", "one platform, such as gumroad; all when left out")
    .option("--full", "read everything from the beginning again, to find what changed long ago")
    .action((platform: string | undefined, options: Options) => sync(platform, options, context));
  withExamples(command, "millrace sync", "millrace sync gumroad", "millrace sync gumroad --full");
}

async function sync(platform: string | undefined, options: Options, context: CliContext): Promise<void> {
  const done = await withDesk(context, { book: options.book }, async (desk) => {
    const connections = await findConnections(desk.workplace, desk.book, platform);
    if (!connections.ok) throw new ProblemError(connections.error);
    const all: Done[] = [];
    for (const connection of connections.value) all.push(await syncOne(desk, connection, options, context));
    await tellClocks(desk, connections.value, context);
    // What was just booked cannot be taken away unnoticed.
    const signed = await signCheckpoint(desk.workplace, context.random);
    if (!signed.ok) sayLine(context.err, `Note: ${signed.error.sentence}`);
    return all;
  });
  if (options.json) sayJson(context.out, { platforms: done.map(syncedJson) });
  if (done.some(({ streams }) => streams.some(isFailed))) throw new Exit(1);
}

async function syncOne(desk: Desk, connection: Connection, options: Options, context: CliContext): Promise<Done> {
  const progress = progressOn(context.err, context.clock);
  const synced = await syncConnection(desk.workplace, desk.book, connection, {
    full: options.full,
    signal: context.stop,
    onProgress: (title, { records, fresh, total }) =>
      progress.show(
        `${connection.name}, ${title}: ${count(records)} read, ${count(fresh)} new`,
        total === undefined ? undefined : records / total,
      ),
  }).finally(() => progress.end());
  if (!synced.ok) throw new ProblemError(synced.error);
  if (!options.json) {
    sayLine(context.out, `${connection.name}:`);
    for (const line of syncedLines(synced.value)) sayLine(context.out, line);
  }
  return { connection, streams: synced.value };
}

/** A difference of clocks hinders nothing, but should be known. */
async function tellClocks({ workplace, book }: Desk, read: readonly Connection[], context: CliContext): Promise<void> {
  const ids = new Set(read.map(({ id }) => id.toString()));
  for (const { id, title, skewMs } of await platformStatus(workplace, book))
    if (skewMs !== null && ids.has(id)) sayLine(context.err, `Note: ${skewSentence(title, skewMs)}`);
}

function syncedJson({ connection, streams }: Done): Record<string, unknown> {
  return {
    platform: connection.platform,
    account: connection.name,
    streams: streams.map(({ stream, summary, failure }) => ({
      stream,
      ...(summary ?? {}),
      ...(failure ? { failure } : {}),
    })),
  };
}
