import type { CommanderError } from "commander";
import { type Problem, problem } from "../base/problem.ts";

const seeHelp = "`millrace --help` lists the commands, `millrace <command> --help` what one takes.";

type Rule = { readonly pattern: RegExp; readonly sentence: (found: readonly string[]) => string };

/** The library's messages (commander 14) and what we say instead; its suggestion stands on a line of its own. */
const rules: Readonly<Record<string, Rule>> = {
  "commander.unknownCommand": {
    pattern: /unknown command '(.*?)'/,
    sentence: ([word]) => `There is no command "${word}".`,
  },
  "commander.unknownOption": {
    pattern: /unknown option '(.*?)'/,
    sentence: ([word]) => `There is no option ${word} here.`,
  },
  "commander.excessArguments": {
    pattern: /Expected (\d+) arguments? but got (\d+)/,
    sentence: () => "There are more words here than the command takes.",
  },
  "commander.missingArgument": {
    pattern: /missing required argument '(.*?)'/,
    sentence: ([name]) => `The ${name} is missing.`,
  },
  "commander.missingMandatoryOptionValue": {
    pattern: /required option '(.*?)'/,
    sentence: ([option]) => `The option ${option} is needed here.`,
  },
  "commander.optionMissingArgument": {
    pattern: /option '(.*?)' argument missing/,
    sentence: ([option]) => `The option ${option} needs a value behind it.`,
  },
  "commander.conflictingOption": {
    pattern: /option '(.*?)' cannot be used with option '(.*?)'/,
    sentence: ([one, other]) => `${one} and ${other} cannot be given together.`,
  },
  "commander.invalidArgument": {
    pattern: /(?:option '(.*?)' argument|command-argument value) '(.*?)' is invalid(?: for argument '(.*?)')?\. (.*)/s,
    sentence: ([option, value, argument, why]) =>
      `${option?.split(" ")[0] ?? `<${argument}>`} does not take "${value}". ${why}`,
  },
};

/** What the library found wrong with the command line, in our words. */
export function commanderProblem(error: CommanderError): Problem {
  const rule = rules[error.code];
  const found = rule?.pattern.exec(error.message);
  const meant = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(error.message)?.[1];
  const fix = behindDashes(error) ?? (meant === undefined ? seeHelp : `Did you mean ${meant}?`);
  if (rule && found) return problem("wrong-use", rule.sentence(found.slice(1)), { fix });
  if (error.code === "commander.help") return problem("wrong-use", "There is a word missing here.", { fix: seeHelp });
  return problem("wrong-use", `${error.message.replace(/^error: /, "").split("\n")[0]}.`, { fix });
}

/** Ids of platforms may begin with a dash; no option of ours is that long behind one. */
function behindDashes({ code, message }: CommanderError): string | undefined {
  const word = code === "commander.unknownOption" ? /unknown option '(-[^-'][^']{4,})'/.exec(message)?.[1] : undefined;
  return word === undefined ? undefined : `If it is an id, write it behind two dashes: -- ${word}`;
}
