import { Command, CommanderError } from "commander";
import { nearest } from "../base/nearest.ts";
import { ProblemError } from "../base/problem.ts";
import { commanderProblem } from "./commander-problem.ts";
import { commands } from "./commands.ts";
import { type CliContext, Exit } from "./context.ts";
import { problemText, sayJson, sayLine } from "./say.ts";
import { exitCodeOf, WrongUse } from "./wrong-use.ts";

/**
 * Runs one command line; `args` are the words behind the program's name. Gives the exit code: 0 done, 1 could not,
 * 2 wrong use. Never throws: everything that goes wrong becomes one sentence.
 */
export async function runCommandLine(args: readonly string[], context: CliContext): Promise<number> {
  try {
    const program = await programFor(args, context);
    if (args.length === 0) {
      program.outputHelp();
      return 0;
    }
    await program.parseAsync([...args], { from: "user" });
    return 0;
  } catch (cause) {
    return await told(cause, args, context);
  }
}

/** The program with every command's name, and the one that is asked for in full. */
async function programFor(args: readonly string[], context: CliContext): Promise<Command> {
  const program = new Command("millrace");
  quiet(program, context)
    .description("Every sale of your platforms in one provable set of books.")
    .version(context.version, "-V, --version", "show the version")
    .helpOption("-h, --help", "show what a command does and takes")
    .helpCommand("help [command]", "show what a command does and takes")
    .addHelpText("after", `\n${footer}`);
  const wanted = args.filter((word) => !word.startsWith("-"));
  const name = wanted[0] === "help" ? wanted[1] : wanted[0];
  for (const entry of commands) {
    if (entry.name === name) (await entry.load()).define(program, context);
    else program.command(entry.name).summary(entry.summary).description(entry.summary);
  }
  for (const command of everyCommand(program)) quiet(command, context);
  if (wanted[0] === "help" && name !== undefined && !commands.some((entry) => entry.name === name)) unknownTopic(name);
  return program;
}

const footer = `Begin with:  millrace init
             millrace import sales.csv --dry-run
             millrace report

MILLRACE_DATA_DIR says where your books are; \`millrace config\` shows this and all other settings.
Exit codes: 0 done, 1 could not, 2 wrong use.`;

function unknownTopic(name: string): never {
  const meant = nearest(
    name,
    commands.map((entry) => entry.name),
  );
  throw new WrongUse({
    code: "unknown-command",
    sentence: `There is no command "${name}".`,
    fix: meant === undefined ? "`millrace --help` lists them." : `Did you mean "${meant}"?`,
  });
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

/** Takes the library's own way of printing errors and ending the process away. */
function quiet(command: Command, context: CliContext): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => context.out.write(text),
    writeErr: () => {},
    outputError: () => {},
    getOutHelpWidth: () => Math.min(context.out.columns, 100),
    getOutHasColors: () => context.out.colour,
  });
}

async function told(cause: unknown, args: readonly string[], context: CliContext): Promise<number> {
  if (cause instanceof Exit) return cause.code;
  if (cause instanceof CommanderError && cause.exitCode === 0) return 0;
  const known =
    cause instanceof WrongUse || cause instanceof ProblemError
      ? cause.problem
      : cause instanceof CommanderError
        ? commanderProblem(cause)
        : undefined;
  const found = known ?? (await import("./own-error.ts")).ownError(cause, args, context);
  sayLine(context.err, problemText(found));
  if (args.includes("--json")) sayJson(context.out, { error: found });
  if (args.includes("--debug") && cause instanceof Error) {
    const { ownSecrets } = await import("./own-secrets.ts");
    context.err.write(`${ownSecrets(context).redact(debugText(cause))}\n`);
  }
  const wrong = cause instanceof WrongUse || cause instanceof CommanderError;
  return wrong ? 2 : exitCodeOf(found);
}

function debugText(cause: Error): string {
  const inner = cause.cause instanceof Error ? `\ncaused by ${debugText(cause.cause)}` : "";
  return `${cause.stack ?? cause.message}${inner}`;
}
