import { resolve } from "node:path";
import { fail, ProblemError } from "../base/problem.ts";
import { Secret } from "../base/secret.ts";
import { readPrivateFile } from "../base/secret-file.ts";
import { passphraseProblem } from "../vault/passphrase.ts";
import type { CliContext } from "./context.ts";
import { wrongUse } from "./wrong-use.ts";

/** Where a script may put the passphrase that a rotation is to bring. */
export const newPassphraseVariable = "MILLRACE_NEW_PASSPHRASE";

const kept = "The key is unchanged.";

/**
 * The new passphrase: from the file that was named, from the variable, or asked for twice at a terminal with the echo
 * off. Never from the command line, which every user of the machine can see. One that will not do is refused here.
 */
export async function newPassphrase(file: string | undefined, context: CliContext): Promise<Secret> {
  const { where, text } = await given(file, context);
  const passphrase = new Secret(text);
  const refused = passphraseProblem(passphrase, where);
  if (refused) throw new ProblemError({ ...refused, kept });
  return passphrase;
}

async function given(
  file: string | undefined,
  context: CliContext,
): Promise<{ readonly where: string; readonly text: string }> {
  if (file === "-") return { where: "standard input", text: withoutLineEnd(await context.input.readAll()) };
  if (file !== undefined) {
    const read = readPrivateFile(resolve(context.environment.workingDir, file), "passphrase file");
    if (!read.ok) throw new ProblemError({ ...read.error, kept });
    return { where: file, text: withoutLineEnd(read.value.text) };
  }
  const variable = context.environment.variables[newPassphraseVariable];
  if (variable) return { where: newPassphraseVariable, text: variable };
  return { where: "your answer", text: await asked(context) };
}

async function asked(context: CliContext): Promise<string> {
  if (!context.input.isTerminal) {
    wrongUse(
      "There is no terminal to ask for the new passphrase at.",
      `Put it into ${newPassphraseVariable}, give it with --passphrase-file <file>, or pipe it in with --passphrase-file -.`,
    );
  }
  const first = await context.input.askHidden("New passphrase: ");
  // Nothing, or Ctrl-C.
  if (first === "")
    return fail("passphrase-missing", "No passphrase was typed.", { kept, fix: "Run the command again." });
  const second = await context.input.askHidden("Once more: ");
  if (first === second) return first;
  return fail("passphrase-differs", "The two passphrases are not the same.", { kept, fix: "Run the command again." });
}

function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, "");
}
