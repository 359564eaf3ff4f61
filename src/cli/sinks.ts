import type { Command } from "commander";
import { Option } from "commander";
import { findSinkKind } from "../alerts/sinks.ts";
import { ProblemError } from "../base/problem.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import {
  addSinkPlace,
  changeSink,
  listSinks,
  type QuietAsked,
  removeSinkPlace,
  testSink,
} from "../operations/sinks.ts";
import type { Book } from "../store/book.ts";
import type { Least, SinkRow } from "../store/sink.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { givenSettings } from "./given-settings.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { kindsText, leastWords, quietWords, sinksText } from "./text/sinks-text.ts";
import { usualBooks, withDesk } from "./with-desk.ts";

type AddOptions = CommonOptions & {
  readonly name?: string;
  readonly file?: string;
  readonly set?: readonly string[];
  readonly least: Least;
  readonly reports: boolean;
  readonly quiet?: string;
};
type ChangeOptions = CommonOptions & { readonly least?: Least; readonly reports?: boolean; readonly quiet?: string };

const leasts: readonly Least[] = ["serious", "worth-a-look", "minor", "none"];

const quietHelp = "hours in which only what is serious goes there, such as 22:00-07:00; none takes them away";

/** `millrace sinks` */
export function define(program: Command, context: CliContext): void {
  const sinks = program.command("sinks").description("Where alerts and daily reports go.");
  const list = withCommon(sinks.command("list", { isDefault: true }))
    .description("Lists the places: what goes there, and whether it arrives.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace sinks", "millrace sinks list --json");
  const kinds = withCommon(sinks.command("kinds"))
    .description("Lists what kinds of places there are, and what each needs.")
    .action((options: CommonOptions) => kinds_(options, context));
  withExamples(kinds, "millrace sinks kinds");
  defineAdd(sinks, context);
  const change = withCommon(sinks.command("change"))
    .description("Changes what goes to a place; what is not named stays.")
    .argument("<name>", "its name as the list shows it")
    .addOption(leastOption())
    .option("--reports", "send it the daily reports")
    .option("--no-reports", "send it none")
    .option("--quiet <hours>", quietHelp)
    .action((name: string, options: ChangeOptions) => change_(name, options, context));
  withExamples(change, "millrace sinks change team --least serious", "millrace sinks change team --quiet 22:00-07:00");
  const test = withCommon(sinks.command("test"))
    .description("Sends a test message to a place.")
    .argument("<name>", "its name as the list shows it")
    .action((name: string, options: CommonOptions) => test_(name, options, context));
  withExamples(test, "millrace sinks test team");
  const remove = withCommon(sinks.command("remove"))
    .description("Takes a place out of use; its address, token or password is gone for good.")
    .argument("<name>", "its name as the list shows it")
    .action((name: string, options: CommonOptions) => remove_(name, options, context));
  withExamples(remove, "millrace sinks remove team");
}

function leastOption(): Option {
  return new Option("--least <severity>", "the least urgent alerts that go there").choices([...leasts]);
}

function defineAdd(sinks: Command, context: CliContext): void {
  const add = withCommon(sinks.command("add"))
    .description(
      "Adds a place: asks for what it needs, sends a test message, and keeps it sealed in the books when that arrived. What is secret is asked for with the echo off, or comes from a file, a pipe or the environment; never from the command line.",
    )
    .argument("<kind>", "what kind of place; `millrace sinks kinds` lists them")
    .option("--name <name>", "your name for it, where there are several of a kind")
    .option("--file <file>", "a file that holds what it needs: JSON, or the one secret alone")
    .option("--set <field=value...>", "a field that is no secret, such as host=smtp.example.com")
    .addOption(leastOption().default("worth-a-look"))
    .option("--no-reports", "send it no daily reports")
    .option("--quiet <hours>", quietHelp)
    .action((kind: string, options: AddOptions) => add_(kind, options, context));
  withExamples(
    add,
    "millrace sinks add slack --name team",
    "millrace sinks add smtp --set host=smtp.example.com user=me@example.com from=me@example.com to=me@example.com",
    "millrace sinks add telegram --least serious --no-reports",
  );
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const all = await listSinks(workplace);
    if (options.json) sayJson(context.out, { sinks: all.map(({ row }) => sinkJson(row)) });
    else context.out.write(sinksText(all, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

async function kinds_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace }) => {
    const kinds = workplace.sinks.kinds.filter(({ standing }) => !standing);
    if (options.json) sayJson(context.out, { kinds: kinds.map(({ id, title, fields }) => ({ id, title, fields })) });
    else context.out.write(kindsText(kinds, context.out.columns));
  });
}

async function add_(kindId: string, options: AddOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book, firstBooks: usualBooks(context) }, async ({ workplace, book }) => {
    const kind = findSinkKind(workplace.sinks.kinds, kindId);
    if (!kind.ok) throw new ProblemError(kind.error);
    const settings = await givenSettings(kind.value, { file: options.file, set: options.set ?? [] }, context);
    const { name, least, reports } = options;
    const quiet = quietAsked(options, book);
    const done = await addSinkPlace(workplace, kind.value.id, { name, settings, least, reports, quiet });
    if (!done.ok) throw new ProblemError(done.error);
    const { row, sent } = done.value;
    if (options.json) {
      sayJson(context.out, { ...sinkJson(row), note: sent.note ?? null });
      return;
    }
    sayLine(context.out, `${kind.value.title} is set up as "${row.name}"; a test message is there.`);
    if (sent.note) sayLine(context.out, `Note: ${sent.note}`);
    sayLine(context.out, whatGoes(row));
  });
}

async function change_(name: string, options: ChangeOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const { least, reports } = options;
    const done = await changeSink(workplace, name, { least, reports, quiet: quietAsked(options, book) });
    if (!done.ok) throw new ProblemError(done.error);
    if (options.json) sayJson(context.out, sinkJson(done.value));
    else sayLine(context.out, whatGoes(done.value));
  });
}

/** On the clocks of these books. */
function quietAsked({ quiet }: { readonly quiet?: string }, { timeZone }: Book): QuietAsked | undefined {
  return quiet === undefined ? undefined : { typed: quiet, zone: timeZone };
}

function whatGoes({ name, least, reports, quiet }: SinkRow): string {
  const hours = quiet === "" ? "" : ` ${quietWords(quiet)}.`;
  return `To "${name}" go: ${leastWords(least)}${reports ? ", and daily reports" : ", no daily reports"}.${hours}`;
}

async function test_(name: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace }) => {
    const sent = await testSink(workplace, name);
    if (!sent.ok) throw new ProblemError(sent.error);
    if (options.json) sayJson(context.out, { sink: name, sent: true, note: sent.value.note ?? null });
    else sayLine(context.out, `A test message was taken by "${name}".${sent.value.note ? ` ${sent.value.note}` : ""}`);
  });
}

async function remove_(name: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace }) => {
    const done = await removeSinkPlace(workplace, name);
    if (!done.ok) throw new ProblemError(done.error);
    if (options.json) sayJson(context.out, { removed: name });
    else sayLine(context.out, `Nothing goes to "${name}" any more; what it was given is gone.`);
  });
}

function sinkJson(row: SinkRow): object {
  const { name, kind, least, reports, quiet, createdAt, sentAt, failure, failingSince } = row;
  return {
    name,
    kind,
    least,
    reports,
    quiet: quiet === "" ? null : quiet,
    createdAt: isoTime(createdAt),
    sentAt: sentAt === undefined ? null : isoTime(sentAt),
    failure: failure ?? null,
    failingSince: failingSince === undefined ? null : isoTime(failingSince),
  };
}
