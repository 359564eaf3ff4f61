import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Book } from "../store/book.ts";
import { type ImportChoices, type ImportOutcome, importFile } from "./import-file.ts";
import { signCheckpoint } from "./sign-checkpoint.ts";
import type { Workplace } from "./workplace.ts";

/**
 * `importFile`, and then a signed checkpoint of the audit record with its copy outside the database, so that what was
 * just booked cannot be taken away unnoticed. The import stands whatever becomes of the checkpoint: that it could not
 * be made is one of the import's notes.
 */
export async function importAndSign(
  workplace: Workplace,
  random: Random,
  book: Book,
  path: string,
  choices: ImportChoices = {},
): Promise<Result<ImportOutcome, Problem>> {
  const imported = await importFile(workplace, book, path, choices);
  if (choices.dryRun) return imported;
  // One that was interrupted has booked what came before.
  if (!imported.ok && imported.error.code !== "import-interrupted") return imported;
  const unsigned = await notSigned(workplace, random);
  if (!unsigned || !imported.ok) return imported;
  const { summary, ...rest } = imported.value;
  return ok({ ...rest, summary: { ...summary, notes: [...summary.notes, unsigned] } });
}

/** Why the record could not be signed, for the import's notes; undefined when it was. */
async function notSigned(workplace: Workplace, random: Random): Promise<string | undefined> {
  const signed = await signCheckpoint(workplace, random).catch((cause: unknown) => {
    workplace.log.error({ err: cause }, "Millrace met an error of its own while it signed the audit record.");
    return err(problem("own-error", "Millrace met an error of its own; the log tells more."));
  });
  if (signed.ok) return undefined;
  const { sentence, fix } = signed.error;
  const told = `The import is booked, but the audit record could not be signed behind it: ${sentence}${fix ? ` ${fix}` : ""}`;
  // Nobody reads the notes of what the inbox imports.
  workplace.log.warn({ code: signed.error.code }, told);
  return told;
}
