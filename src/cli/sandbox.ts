import type { Command } from "commander";
import { fail } from "../base/problem.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext, OpenSandbox } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";

type Options = {
  readonly seed: string;
  readonly port: string;
  readonly shop: string;
  readonly since?: string;
  readonly json?: boolean;
};

/** `millrace sandbox` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("sandbox"))
    .description(
      "Runs simulated platforms on this machine until Ctrl-C: a shop with invented buyers, whose interface, money and pings are as the real ones. Nothing leaves this machine.",
    )
    .option("--seed <text>", "the same text gives the same world", "1")
    .option("--port <n>", "port to listen on; 0 takes any free one", "8600")
    .option("--shop <name>", "demo (25 orders a day), busy (1,000 sales a day for a year) or small (5 a day)", "demo")
    .option("--since <day>", "when the shop opened, YYYY-MM-DD in UTC; its history begins there")
    .option("--json", "print JSON for scripts")
    .action((options: Options) => sandbox(options, context));
  withExamples(command, "millrace sandbox", "millrace sandbox --shop small --seed 42 --port 0");
}

async function sandbox(options: Options, context: CliContext): Promise<void> {
  const { clock, out, stop } = context;
  const since = options.since === undefined ? undefined : dayStart(options.since);
  const open = await context.openSandbox({
    seed: options.seed,
    port: portOf(options.port),
    shop: options.shop,
    clock,
    ...(since === undefined ? {} : { since }),
  });
  try {
    const { url, platforms, sinks } = open;
    const opened = new Date(open.since).toISOString().slice(0, 10);
    if (options.json) sayJson(out, { url, since: opened, seed: options.seed, shop: options.shop, platforms, sinks });
    else for (const line of linesOf(open, opened, options)) sayLine(out, line);
    while (!stop.aborted) {
      // A sleep that is cut short means that the end was asked for: the loop sees it.
      await clock.sleep(betweenLooksMs, stop).catch((reason: unknown) => reason);
    }
  } finally {
    await open.close();
  }
}

const betweenLooksMs = 60_000;

function linesOf({ url, platforms, sinks }: OpenSandbox, opened: string, { shop, seed }: Options): readonly string[] {
  return [
    `The sandbox runs: ${url}`,
    `Shop ${shop}, seed ${seed}, open since ${opened}.`,
    ...platforms.flatMap(({ id, api, token, controlKey, app }) => [
      "",
      id,
      `  interface    ${api}`,
      `  token        ${token}`,
      `  control key  ${controlKey}`,
      `  for --oauth  application ID ${app.id}`,
      `               application secret ${app.secret}`,
    ]),
    "",
    "Point Millrace at it:",
    `  ${startText(url, platforms)}`,
    "",
    "Places for messages, with MILLRACE_SANDBOX set as above:",
    ...sinks.flatMap(({ kind, settings, received }) => [
      `  ${kind}`,
      `    echo '${JSON.stringify(settings)}' | millrace sinks add ${kind}`,
      `    what arrived: ${received}`,
    ]),
    "",
    "Ctrl-C ends it.",
  ];
}

function startText(url: string, platforms: readonly { readonly id: string; readonly token: string }[]): string {
  const tokens = platforms.map(({ id, token }) => `MILLRACE_${id.toUpperCase()}_TOKEN=${token}`);
  return [`MILLRACE_SANDBOX=${url}`, ...tokens, "millrace start"].join(" ");
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  fail("bad-port", `"${text}" is no port.`, { fix: "Give a whole number from 0 to 65535." });
}

function dayStart(text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  fail("bad-day", `"${text}" is no day.`, { fix: "Write it as 2026-07-24." });
}
