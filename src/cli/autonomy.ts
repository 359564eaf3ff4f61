import { type Command, Option } from "commander";
import { ProblemError } from "../base/problem.ts";
import { type AutonomyLevel, autonomyLevels } from "../domain/action/autonomy.ts";
import { isActionKind } from "../domain/action/kinds.ts";
import { formatMinor } from "../domain/money/money.ts";
import { changeAutonomy, type KindAutonomy, listAutonomy } from "../operations/change-autonomy.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { noSuchKind } from "./no-such-kind.ts";
import { sayJson, sayLine } from "./say.ts";
import { autonomyText } from "./text/action-text.ts";
import { paintFor } from "./text/paint.ts";
import { withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type Options = CommonOptions & {
  readonly level?: AutonomyLevel;
  readonly live?: boolean;
  readonly dry?: boolean;
  readonly perDay?: string;
  readonly costPerDay?: string;
  readonly holdOut?: string;
};

/** `millrace autonomy` */
export function define(program: Command, context: CliContext): void {
  const autonomy = withCommon(program.command("autonomy"))
    .description(
      "Shows and changes how much Millrace may do by itself, kind by kind. At first you are asked about everything, and nothing is really sent.",
    )
    .argument("[kind]", "such as listing.price; all when left out")
    .addOption(new Option("--level <level>", "off, propose, ask or act").choices([...autonomyLevels]))
    .option("--live", "from now on what is approved is really sent")
    .addOption(new Option("--dry", "everything but the sending").conflicts("live"))
    .option("--per-day <n>", "how many a day without asking, or none for no limit")
    .option("--cost-per-day <amount>", "what they may cost a day at worst without asking, or none for no limit")
    .option("--hold-out <percent>", "how much of what strategies propose is left undone, to compare with; or none")
    .action((kind: string | undefined, options: Options) => autonomy_(kind, options, context));
  withExamples(
    autonomy,
    "millrace autonomy",
    "millrace autonomy sale.refund --live",
    "millrace autonomy listing.price --level act --per-day 2 --live",
  );
}

async function autonomy_(kind: string | undefined, options: Options, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const { level, live, dry, perDay, costPerDay, holdOut } = options;
    const change = {
      ...(level === undefined ? {} : { level }),
      ...(live ? { mode: "live" as const } : dry ? { mode: "dry" as const } : {}),
      ...(perDay === undefined ? {} : { perDay }),
      ...(costPerDay === undefined ? {} : { costPerDay }),
      ...(holdOut === undefined ? {} : { holdOut }),
    };
    if (kind === undefined && Object.keys(change).length > 0)
      wrongUse(
        "Which kind of act is meant? Nothing was changed.",
        "Name one, such as listing.price: `millrace autonomy` lists them.",
      );
    if (kind !== undefined && !isActionKind(kind)) noSuchKind(kind);
    if (kind !== undefined && Object.keys(change).length > 0) {
      const changed = await changeAutonomy(workplace, book, kind, change);
      if (!changed.ok) throw new ProblemError(changed.error);
    }
    const all = await listAutonomy(workplace, book);
    const shown = kind === undefined ? all : all.filter((one) => one.kind === kind);
    if (options.json) sayJson(context.out, { kinds: shown.map(kindJson) });
    else if (shown.length === 0)
      sayLine(context.out, `Nothing that is connected can do ${kind} yet; nothing was said about it.`);
    else context.out.write(autonomyText(shown, paintFor(context.out), context.out.columns));
  });
}

function kindJson({ autonomy: { moneyMax, ...said }, ...one }: KindAutonomy): object {
  return { ...one, ...said, ...(moneyMax === undefined ? {} : { moneyMax: formatMinor(moneyMax, said.currency) }) };
}
