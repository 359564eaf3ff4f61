import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { changeConnections } from "../operations/change-connections.ts";
import { platformStatus } from "../operations/platform-status.ts";
import { quarantinedRecords } from "../operations/quarantined-records.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { platformsText, quarantineText } from "./text/platforms-text.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace platforms` */
export function define(program: Command, context: CliContext): void {
  const platforms = program
    .command("platforms")
    .description("The platforms that are connected, and how far each was read.");
  const list = withCommon(platforms.command("list", { isDefault: true }))
    .description("Lists them: what was read until when, what is wrong, what is left of limits.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace platforms", "millrace platforms list --json");
  const show = withCommon(platforms.command("show"))
    .description("Shows records of a platform that were not understood, and why.")
    .argument("<platform>", "such as gumroad")
    .action((platform: string, options: CommonOptions) => show_(platform, options, context));
  withExamples(show, "millrace platforms show gumroad");
  const verbs = [
    ["pause", "paused", "Stops reading a platform; what it brought stays.", "is paused"],
    ["resume", "on", "Reads a paused platform again.", "is read again"],
    [
      "remove",
      "removed",
      "Forgets the access to a platform for good; what it brought stays in the books.",
      "is not connected any more; its access is destroyed",
    ],
  ] as const;
  for (const [verb, state, description, said] of verbs) {
    const command = withCommon(platforms.command(verb))
      .description(description)
      .argument("<platform>", "such as gumroad")
      .action((platform: string, options: CommonOptions) => change(platform, state, said, options, context));
    withExamples(command, `millrace platforms ${verb} gumroad`);
  }
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const platforms = await platformStatus(workplace, book);
    if (options.json) sayJson(context.out, { platforms });
    else context.out.write(platformsText(platforms, book.timeZone, paintFor(context.out), context.out.columns));
  });
}

async function show_(platform: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const records = await quarantinedRecords(workplace, book, platform);
    if (!records.ok) throw new ProblemError(records.error);
    if (options.json) sayJson(context.out, { records: records.value });
    else context.out.write(quarantineText(records.value, book.timeZone));
  });
}

async function change(
  platform: string,
  state: "paused" | "on" | "removed",
  said: string,
  options: CommonOptions,
  context: CliContext,
): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const changed = await changeConnections(workplace, book, platform, state);
    if (!changed.ok) throw new ProblemError(changed.error);
    if (options.json)
      sayJson(context.out, {
        changed: changed.value.map(({ platform: id, name }) => ({ platform: id, account: name, state })),
      });
    else for (const { name } of changed.value) sayLine(context.out, `${name} ${said}.`);
  });
}
