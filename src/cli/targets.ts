import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import type { TargetView } from "../insight/targets/pace.ts";
import { dropTargets, setTargets, showTargets } from "../operations/targets.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type SetOptions = CommonOptions & { readonly month?: string; readonly day?: string };

/** `millrace targets` */
export function define(program: Command, context: CliContext): void {
  const targets = program.command("targets").description("What you want to earn in a month and in a day.");
  const show = withCommon(targets.command("show"))
    .description("Shows each target with how it stands, what it takes a day, and how likely it is.")
    .action((options: CommonOptions) =>
      withDesk(context, { book: options.book }, async ({ workplace, book }) =>
        say(context, options, await showTargets(workplace, book)),
      ),
    );
  withExamples(show, "millrace targets show", "millrace targets show --json");
  const set = withCommon(targets.command("set"))
    .description("Sets the targets of a currency. Until you set any, 10,000 USD a month and 333.33 USD a day stand.")
    .argument("<currency>", "its code, for example KES")
    .option("--month <amount>", "what a month should bring")
    .option("--day <amount>", "what a day should bring")
    .action((currency: string, options: SetOptions) => set_(currency, options, context));
  withExamples(set, "millrace targets set KES --month 250000 --day 8000");
  const off = withCommon(targets.command("off"))
    .description("Switches the targets of a currency off; all of them when no currency is named.")
    .argument("[currency]", "its code")
    .action((currency: string | undefined, options: CommonOptions) => off_(currency, options, context));
  withExamples(off, "millrace targets off USD", "millrace targets off");
}

async function set_(currency: string, options: SetOptions, context: CliContext): Promise<void> {
  const { month, day } = options;
  if (month === undefined && day === undefined)
    wrongUse("Neither --month nor --day was given.", "Say what a month or a day should bring.");
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const change = { currency, ...(month === undefined ? {} : { month }), ...(day === undefined ? {} : { day }) };
    const done = await setTargets(workplace, book, change);
    if (!done.ok) throw new ProblemError(done.error);
    say(context, options, done.value);
  });
}

async function off_(currency: string | undefined, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    if (currency === undefined) return say(context, options, await dropTargets(workplace, book));
    const done = await setTargets(workplace, book, { currency, month: null, day: null });
    if (!done.ok) throw new ProblemError(done.error);
    say(context, options, done.value);
  });
}

function say(context: CliContext, options: CommonOptions, targets: readonly TargetView[]): void {
  if (options.json) {
    sayJson(context.out, { targets });
    return;
  }
  if (targets.length === 0) sayLine(context.out, "No target is set.");
  for (const { usual, month, day } of targets) {
    if (month) sayLine(context.out, month.sentence);
    if (day) sayLine(context.out, day.sentence);
    const level = month?.level ?? day?.level;
    if (level) for (const line of [level.sentence, ...level.reasons]) sayLine(context.out, `  ${line}`);
    if (usual) sayLine(context.out, "These are the usual targets; `millrace targets set` sets your own.");
  }
}
