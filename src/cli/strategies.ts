import type { Command } from "commander";
import { allowStrategy, declaredRights } from "../agent/runtime/allow-strategy.ts";
import { findStrategy } from "../agent/runtime/find-strategy.ts";
import { keepStrategies } from "../agent/runtime/keep-strategies.ts";
import { pauseStrategy, resumeStrategy } from "../agent/runtime/pause-strategy.ts";
import { openStrategyPlace, type StrategyPlace } from "../agent/runtime/place.ts";
import { setStrategyParam } from "../agent/runtime/set-strategy-param.ts";
import { type StrategyStatus, strategyStatus } from "../agent/runtime/strategy-status.ts";
import { runJob } from "../operations/jobs-run.ts";
import { keepSchedules, strategySchedule } from "../operations/schedules.ts";
import { paramText } from "../spec/strategy-kit/params.ts";
import { listStrategyProposals } from "../store/strategy-proposal.ts";
import { listStrategyRuns } from "../store/strategy-run.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import {
  proposalJson,
  proposalsText,
  runJson,
  strategiesText,
  strategyJson,
  strategyText,
} from "./text/strategies-text.ts";
import { typedCount } from "./typed-count.ts";
import { type Desk, withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type PauseOptions = CommonOptions & { readonly reason?: string };
type AllowOptions = CommonOptions & { readonly yes?: boolean };
type LogOptions = CommonOptions & { readonly limit: string };

const logMax = 10_000;
const runsShown = 10;
const reasonLengthMax = 300;

/** `millrace strategies` */
export function define(program: Command, context: CliContext): void {
  const strategies = program
    .command("strategies")
    .description(
      "Ways to earn, or to lose less. They propose; nothing they propose is done without the rules and you.",
    );
  const list = withCommon(strategies.command("list", { isDefault: true }))
    .description("Lists them: whether each runs, and what came of it so far.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace strategies", "millrace strategies list --json");
  const show = withCommon(strategies.command("show"))
    .description("Shows one strategy: what it does, its rights, its settings and its latest runs.")
    .argument("<id>", "its id as the list shows it")
    .action((id: string, options: CommonOptions) => show_(id, options, context));
  withExamples(show, "millrace strategies show payout-reminder");
  const pause = withCommon(strategies.command("pause"))
    .description("Pauses a strategy until it is resumed; what it proposed stays.")
    .argument("<id>", "its id as the list shows it")
    .option("--reason <text>", "why, for you to read later")
    .action((id: string, options: PauseOptions) => pause_(id, options, context));
  withExamples(pause, 'millrace strategies pause stale-listing --reason "On holiday until May"');
  const resume = withCommon(strategies.command("resume"))
    .description("Lets a paused strategy go on.")
    .argument("<id>", "its id as the list shows it")
    .action((id: string, options: CommonOptions) => resume_(id, options, context));
  withExamples(resume, "millrace strategies resume stale-listing");
  const run = withCommon(strategies.command("run"))
    .description("Lets a strategy look now: by the engine where it runs, else right here.")
    .argument("<id>", "its id as the list shows it")
    .action((id: string, options: CommonOptions) => run_(id, options, context));
  withExamples(run, "millrace strategies run payout-reminder");
  const allow = withCommon(strategies.command("allow"))
    .description("Shows the rights that a strategy of a package asks for, and with --yes allows exactly these.")
    .argument("<id>", "its id as the list shows it")
    .option("--yes", "allow them")
    .action((id: string, options: AllowOptions) => allow_(id, options, context));
  withExamples(allow, "millrace strategies allow price-watch", "millrace strategies allow price-watch --yes");
  const set = withCommon(strategies.command("set"))
    .description('Changes a setting of a strategy; the value "default" takes your change back.')
    .argument("<id>", "its id as the list shows it")
    .argument("<setting>", "its name as `show` shows it")
    .argument("<value>", "the new value")
    .action((id: string, name: string, value: string, options: CommonOptions) =>
      set_(id, name, value, options, context),
    );
  withExamples(set, "millrace strategies set payout-reminder keepAtMost '500 USD'");
  const log = withCommon(strategies.command("log"))
    .description("Shows what strategies have proposed and what became of it, newest first.")
    .argument("[id]", "only of this strategy")
    .option("--limit <n>", "at most so many", "50")
    .action((id: string | undefined, options: LogOptions) => log_(id, options, context));
  withExamples(log, "millrace strategies log", "millrace strategies log payout-reminder --limit 5 --json");
}

type StrategyDesk = Desk & { readonly place: StrategyPlace };

/** Opens the books with a list of strategies, and schedules, that fit what is there now. */
function withStrategies(
  context: CliContext,
  options: CommonOptions,
  work: (desk: StrategyDesk) => Promise<void>,
): Promise<void> {
  return withDesk(context, { book: options.book }, async (desk) => {
    const place = openStrategyPlace(desk.workplace, desk.loaded.config);
    await keepStrategies(place, context.stop);
    await keepSchedules(desk.workplace);
    await work({ ...desk, place });
  });
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withStrategies(context, options, async ({ place, book }) => {
    const statuses = await strategyStatus(place.store);
    if (options.json) sayJson(context.out, { strategies: statuses.map(strategyJson) });
    else context.out.write(strategiesText(statuses, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

async function show_(id: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withStrategies(context, options, async ({ place, book }) => {
    const status = await statusOf(place, id);
    const runs = await listStrategyRuns(place.store, { strategy: id, limit: runsShown });
    if (options.json) sayJson(context.out, { ...strategyJson(status), runs: runs.map(runJson) });
    else context.out.write(strategyText(status, runs, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

async function statusOf(place: StrategyPlace, id: string): Promise<StrategyStatus> {
  const row = await findStrategy(place.store, id);
  const status = (await strategyStatus(place.store)).find((one) => one.id === row.id);
  // It was there a moment ago: whoever took it away meanwhile is told the same as before.
  return status ?? wrongUse(`There is no strategy "${id.slice(0, 60)}".`);
}

async function pause_(id: string, options: PauseOptions, context: CliContext): Promise<void> {
  const { reason = "You paused it." } = options;
  if (reason.length > reasonLengthMax) wrongUse(`--reason must be at most ${reasonLengthMax} characters.`);
  await withStrategies(context, options, async ({ place }) => {
    const { state, pauseBy, pauseReason } = await findStrategy(place.store, id);
    // Said twice, the reason that was given stays.
    const already = state === "paused" && pauseBy !== "engine" && options.reason === undefined;
    if (!already) await pauseStrategy(place, id, reason);
    if (options.json) sayJson(context.out, strategyJson(await statusOf(place, id)));
    else if (already) sayLine(context.out, `${id} was paused already: ${pauseReason}`);
    else sayLine(context.out, `${id} is paused. What it proposed before stays.`);
  });
}

async function resume_(id: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withStrategies(context, options, async ({ place }) => {
    await resumeStrategy(place, id);
    const status = await statusOf(place, id);
    if (options.json) sayJson(context.out, strategyJson(status));
    else sayLine(context.out, status.standing === "on" ? `${id} goes on.` : `${id} does not run yet. ${status.why}`);
  });
}

async function run_(id: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withStrategies(context, options, async ({ place, workplace }) => {
    const status = await statusOf(place, id);
    if (status.standing !== "on") {
      if (options.json) sayJson(context.out, { ...strategyJson(status), by: null });
      else sayLine(context.out, `${id} does not run. ${status.why}`);
      throw new Exit(1);
    }
    const started = await runJob(workplace, strategySchedule(id), context.stop);
    const run = started.by === "command" ? started.run : undefined;
    if (options.json)
      sayJson(context.out, { id, by: started.by, result: run?.result ?? null, note: run?.note ?? null });
    else if (started.by === "engine")
      sayLine(context.out, `The engine lets it look in about a second. See \`millrace strategies show ${id}\`.`);
    else sayLine(context.out, run ? `${id}: ${run.note}` : `${id} could not be run here; it waits for the engine.`);
    if (started.by === "command" && run?.result !== "done") throw new Exit(1);
  });
}

async function allow_(id: string, options: AllowOptions, context: CliContext): Promise<void> {
  await withStrategies(context, options, async ({ place }) => {
    const rights = await declaredRights(place, id);
    if (options.yes) await allowStrategy(place, id, rights);
    const status = await statusOf(place, id);
    if (options.json) {
      sayJson(context.out, strategyJson(status));
      return;
    }
    sayLine(context.out, `${status.title} (${id}), from ${status.source} ${status.version}`.trimEnd());
    for (const line of rights.lines) sayLine(context.out, `  ${line}`);
    if (options.yes) sayLine(context.out, "Allowed. It is asked again when a new version wants other rights.");
    else if (status.standing === "asks")
      sayLine(context.out, `Nothing was allowed yet: \`millrace strategies allow ${id} --yes\` does it.`);
    else sayLine(context.out, "Nothing has to be allowed.");
  });
}

async function set_(
  id: string,
  name: string,
  value: string,
  options: CommonOptions,
  context: CliContext,
): Promise<void> {
  await withStrategies(context, options, async ({ place }) => {
    await setStrategyParam(place, id, name, value);
    const status = await statusOf(place, id);
    const now = status.params[name];
    if (options.json) sayJson(context.out, strategyJson(status));
    else sayLine(context.out, `${name} of ${id} is ${now === undefined ? "its default" : paramText(now)}.`);
  });
}

async function log_(id: string | undefined, options: LogOptions, context: CliContext): Promise<void> {
  const limit = typedCount(options.limit, "--limit", logMax);
  await withStrategies(context, options, async ({ place, book }) => {
    if (id !== undefined) await findStrategy(place.store, id);
    const proposals = await listStrategyProposals(place.store, {
      ...(id === undefined ? {} : { strategy: id }),
      limit,
    });
    if (options.json) sayJson(context.out, { proposals: proposals.map(proposalJson) });
    else if (proposals.length === 0) context.out.write("Nothing has been proposed yet.\n");
    else context.out.write(proposalsText(proposals, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}
