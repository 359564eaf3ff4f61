import type { Command } from "commander";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { type DemoShop, demoShop } from "./demo-shop.ts";
import { madeText } from "./init.ts";
import { sayLine } from "./say.ts";
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
  let shop: DemoShop | undefined;
  try {
    if (engine.made) context.out.write(`${madeText(engine.made)}\n`);
    shop = await demoShop(context, loaded, engine);
    const { url, setUp } = await engine.start(shop?.demo);
    context.out.write(
      `Millrace runs: ${url}\n${setUp ? setUpText(setUp.url) : ""}${shop ? demoText : ""}${inboxText(loaded.config.dataDir)}`,
    );
    await shop?.open(url).catch((cause: unknown) => {
      engine.log.warn({ err: cause }, "The demo shop could not be opened.");
      sayLine(context.err, "Note: The demo shop could not be opened; the log tells why. Your books are as they were.");
    });
    await rest(context, shop);
  } finally {
    await shop?.close();
    await engine.stop();
  }
}

/** The words after `#` let in whoever has them first: they are shown here and nowhere else. */
function setUpText(link: string): string {
  return `Come in for the first time (works once, within a day):\n\n  ${link}\n\n`;
}

const demoText =
  "Nothing is connected yet, so it shows a demo shop: made-up buyers, kept apart from your books.\n" +
  "Your own: `millrace connect gumroad`, or `millrace import <file>`. MILLRACE_DEMO=off goes without it.\n";

function inboxText(dataDir: string): string {
  return `Files dropped into ${dataDir}/inbox are imported. Ctrl-C ends it.\n`;
}

const settleMs = 2_000;
const betweenRestsMs = 10 * 60_000;
/** How soon the demo shop makes room once there is something of the owner's own. */
const demoLookMs = 1_000;

/** Until the person ends it; an engine at rest keeps no more memory than it needs. */
async function rest({ clock, stop, giveBackMemory }: CliContext, shop: DemoShop | undefined): Promise<void> {
  let restsAt = clock.now() + settleMs;
  while (!stop.aborted) {
    const wait = shop?.demo.now() ? demoLookMs : Math.max(restsAt - clock.now(), 1);
    // A sleep that is cut short means that the end was asked for: the loop sees it.
    await clock.sleep(wait, stop).catch((reason: unknown) => reason);
    if (stop.aborted) return;
    await shop?.look();
    if (clock.now() < restsAt) continue;
    giveBackMemory();
    restsAt = clock.now() + betweenRestsMs;
  }
}
