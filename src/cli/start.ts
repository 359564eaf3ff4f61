import type { Command } from "commander";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { madeText } from "./init.ts";
import { configuration, openEngine, usualBooks } from "./with-desk.ts";

/** `millrace start` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("start"))
    .description(
      "Runs the engine until Ctrl-C: shows a page with what was earned, imports files dropped into the inbox, keeps a report of each day. Where there are no books yet, it makes them first.",
    )
    .action(() => start(context));
  withExamples(command, "millrace start", "MILLRACE_PORT=8500 millrace start");
}

async function start(context: CliContext): Promise<void> {
  const loaded = configuration(context);
  const engine = await openEngine(context, loaded, "engine", usualBooks(context));
  try {
    if (engine.made) context.out.write(`${madeText(engine.made)}\n`);
    const { url } = await engine.start();
    context.out.write(
      `Millrace runs: ${url}\nFiles dropped into ${loaded.config.dataDir}/inbox are imported. Ctrl-C ends it.\n`,
    );
    await rest(context);
  } finally {
    await engine.stop();
  }
}

const settleMs = 2_000;
const betweenRestsMs = 10 * 60_000;

/** Until the person ends it; an engine at rest keeps no more memory than it needs. */
async function rest({ clock, stop, giveBackMemory }: CliContext): Promise<void> {
  for (let wait = settleMs; !stop.aborted; wait = betweenRestsMs) {
    // A sleep that is cut short means that the end was asked for: the loop sees it.
    await clock.sleep(wait, stop).then(giveBackMemory, (reason: unknown) => reason);
  }
}
