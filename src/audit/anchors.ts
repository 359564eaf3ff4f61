import { readTexts, writeOnce } from "../base/durable-file.ts";
import { fail } from "../base/problem.ts";
import { parseCheckpointBody } from "../domain/audit/checkpoint-body.ts";
import { formatVerifierKey, parseNote, parseVerifierKey, type VerifierKey } from "../domain/audit/note.ts";

/** A copy of a checkpoint outside the database. */
export type AnchorFile = { readonly name: string; readonly text: string };

const keySuffix = ".vkey";

/**
 * Keeps a copy of a checkpoint outside the database, as `<folder>/<size>.txt`: on the disk when this resolves. The same
 * note again changes nothing; another note of the same size is refused, because one log never has two.
 */
export async function writeAnchor(folder: string, note: string): Promise<"written" | "same"> {
  const parsed = parseNote(note);
  const body = parsed.ok ? parseCheckpointBody(parsed.value.body) : parsed;
  if (!body.ok)
    return fail("anchor-unreadable", `This is not a checkpoint: ${body.error}.`, { kept: "Nothing was written." });
  const name = `${body.value.size}.txt`;
  const outcome = await writeOnce(folder, name, note);
  if (outcome !== "differs") return outcome;
  return fail("anchor-differs", `The anchor ${name} in ${folder} already holds another checkpoint of the same size.`, {
    kept: "The anchor that was there is untouched.",
    fix: "Run `millrace audit verify`: either the database was restored from an older copy, or one of the two was forged.",
  });
}

/** Puts the public key beside the anchors as `<key id>.vkey`, so that they can be checked without the installation. */
export async function writeAnchorKey(folder: string, key: VerifierKey): Promise<void> {
  const text = formatVerifierKey(key);
  await writeOnce(folder, `${text.split("+")[1]}${keySuffix}`, `${text}\n`);
}

/** The anchors of a folder, in the order of their names; undefined when there is no such folder. */
export async function readAnchors(folder: string): Promise<readonly AnchorFile[] | undefined> {
  return readTexts(folder, ".txt");
}

/** The public keys that lie beside the anchors; unreadable ones are left out, since nothing is signed by them. */
export async function readAnchorKeys(folder: string): Promise<readonly VerifierKey[]> {
  const texts = (await readTexts(folder, keySuffix)) ?? [];
  return texts.flatMap(({ text }) => {
    const key = parseVerifierKey(text);
    return key.ok ? [key.value] : [];
  });
}
