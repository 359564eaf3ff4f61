import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { fail } from "../base/problem.ts";
import { realPath } from "../base/small-file.ts";
import { isStrategyId } from "../spec/strategy-kit/read-strategy.ts";
import { type CommonOptions, withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { strategyFolder } from "./text/strategy-folder.ts";
import { wrongUse } from "./wrong-use.ts";

type NewOptions = Pick<CommonOptions, "json"> & { readonly in?: string };

/** `millrace new` */
export function define(program: Command, context: CliContext): void {
  const begin = program.command("new").description("Begins something of your own.");
  const strategy = withDebug(begin.command("strategy"))
    .description("Writes a folder with a strategy that works, its settings, its tests and a README.")
    .argument("<id>", "its id: lower-case letters, digits and dashes")
    .option("--in <folder>", "the folder to write; by default one of that name here")
    .option("--json", "print JSON for scripts")
    .action((id: string, options: NewOptions) => newStrategy(id, options, context));
  withExamples(
    strategy,
    "millrace new strategy first-sales",
    "millrace new strategy first-sales --in ~/strategies/mine",
  );
}

function newStrategy(id: string, options: NewOptions, context: CliContext): void {
  if (!isStrategyId(id))
    wrongUse(
      `"${id.slice(0, 60)}" cannot be the id of a strategy.`,
      'Take 2 to 40 lower-case letters, digits and dashes, such as "first-sales".',
    );
  const folder = resolve(context.environment.workingDir, options.in ?? id);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    fail("folder-there", `There is something in ${folder} already.`, {
      kept: "Nothing was written.",
      fix: "Name another folder with --in.",
    });
  const files = strategyFolder(id);
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  linkMillrace(folder);
  const written = Object.keys(files).sort();
  if (options.json) sayJson(context.out, { id, folder, files: written });
  else {
    sayLine(context.out, `Written to ${folder}: ${written.join(", ")}.`);
    sayLine(context.out, "Its tests pass: `npm test` there shows it. README.md says how to go on.");
  }
}

/** The contract and the suite come from this very Millrace: nothing has to be downloaded. */
function linkMillrace(folder: string): void {
  const own = realPath(resolve(import.meta.dirname, "../.."));
  const place = join(folder, "node_modules", "millrace");
  mkdirSync(dirname(place), { recursive: true });
  // A junction is what Windows lets everybody make; elsewhere the word is ignored.
  if (own !== undefined) symlinkSync(own, place, "junction");
}
