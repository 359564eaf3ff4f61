import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import type { ActionKind } from "../domain/action/kinds.ts";
import { connectPlatform } from "../operations/connect-platform.ts";
import { engineRuns } from "../operations/engine-runs.ts";
import { findConnector } from "../operations/platforms.ts";
import { turnOnPings } from "../operations/turn-on-pings.ts";
import type { Connector } from "../spec/connector.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type ConsentWay, connectByConsent } from "./connect-by-consent.ts";
import type { CliContext } from "./context.ts";
import { givenCredentials } from "./given-credentials.ts";
import { sayJson, sayLine } from "./say.ts";
import { usualBooks, withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

/** How access is given. */
export type AccessOptions = {
  readonly tokenFile?: string;
  readonly oauth?: boolean;
  readonly paste?: boolean;
  readonly device?: boolean;
  readonly withWrites?: string | true;
};
type Options = CommonOptions & AccessOptions;

/** `millrace connect` */
export function define(program: Command, context: CliContext): void {
  const command = withAccess(withCommon(program.command("connect")))
    .description(
      "Connects an account at a platform: asks for the access it needs, checks it with the platform, and keeps it sealed in the books. From then on the engine reads sales, payouts and products by itself. The same account connected again gets the new access.",
    )
    .argument("<platform>", "which platform, such as gumroad")
    .action((platform: string, options: Options) => connect(platform, options, context));
  withExamples(
    command,
    "millrace connect gumroad",
    "millrace connect gumroad --token-file ~/gumroad.token",
    "millrace connect gumroad --oauth",
    "millrace connect gumroad --oauth --with-writes sale.refund",
  );
}

/** Adds the options for the ways in which access is given. */
export function withAccess(command: Command): Command {
  return command
    .option("--token-file <file>", "a file that holds the access token")
    .option("--oauth", "by consent in a browser, as an application of your own: allows only what is needed")
    .option("--paste", "with --oauth: the browser is on another machine; paste the address it ends at")
    .option("--device", "with --oauth: enter a short code in any browser")
    .option(
      "--with-writes [kinds]",
      "with --oauth: also ask to change things there, all that Millrace can do or the kinds named, such as sale.refund,listing.price; without it access is for reading alone",
    );
}

function consentWay({ oauth, paste, device, tokenFile, withWrites }: AccessOptions): ConsentWay | undefined {
  if (paste && device) wrongUse("--paste and --device are two ways; one can be chosen.");
  if ((paste || device) && !oauth) wrongUse(`--${paste ? "paste" : "device"} goes with --oauth.`);
  if (withWrites !== undefined && !oauth) wrongUse("--with-writes goes with --oauth.");
  if (oauth && tokenFile !== undefined) wrongUse("--oauth gets a token of its own, so --token-file cannot go with it.");
  if (!oauth) return undefined;
  return device ? "device" : paste ? "paste" : "browser";
}

/** The kinds of acts that access is asked for: none unless it is said. */
function writesOf({ title, acts }: Connector, { withWrites }: AccessOptions): readonly ActionKind[] {
  const able = acts?.kinds ?? [];
  if (withWrites === undefined || withWrites === true) return withWrites ? able : [];
  return withWrites.split(",").map((text) => {
    const typed = text.trim();
    return (
      able.find((kind) => kind === typed) ??
      wrongUse(
        `Millrace cannot do "${typed.slice(0, 60)}" at ${title}.`,
        `It can do ${able.join(", ") || "nothing there"}.`,
      )
    );
  });
}

/** Connects a platform, or gives one that is connected new access, and tells how it went. */
export async function connect(platform: string, options: Options, context: CliContext): Promise<void> {
  const way = consentWay(options);
  await withDesk(
    context,
    { book: options.book, firstBooks: usualBooks(context) },
    async ({ workplace, book, loaded }) => {
      const connector = findConnector(workplace.platforms, platform);
      if (!connector.ok) throw new ProblemError(connector.error);
      const done = way
        ? await connectByConsent(context, workplace, book, connector.value, way, writesOf(connector.value, options))
        : await connectPlatform(
            workplace,
            context.random,
            book,
            connector.value,
            await givenCredentials(connector.value, options.tokenFile, context),
          );
      if (!done.ok) throw new ProblemError(done.error);
      const { connection, account, again } = done.value;
      const { title, id } = connector.value;
      const pings = await turnOnPings(workplace, book, connection, loaded.config.publicUrl);
      const engine = engineRuns(workplace);
      if (options.json) {
        sayJson(context.out, {
          platform: id,
          account: { id: account.id, name: account.name },
          again,
          warnings: account.warnings,
          pings,
          engine,
        });
        return;
      }
      sayLine(context.out, `${title} is connected${again ? " again" : ""}: ${account.name}.`);
      for (const warning of account.warnings) sayLine(context.out, `Note: ${warning}`);
      sayLine(context.out, pings.sentence);
      sayLine(
        context.out,
        engine
          ? "The engine begins to read now; millrace platforms shows how far it is."
          : `Read it now with \`millrace sync ${id}\`, or start the engine: it reads by itself.`,
      );
    },
  );
}
