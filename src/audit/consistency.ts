import { err, ok, type Result } from "../base/result.ts";
import { fromBase64, toBase64 } from "../domain/audit/note.ts";

/** The proof that one checkpoint's log goes on from another's, with both checkpoints as they were issued. */
export type ConsistencyProof = { readonly path: readonly Uint8Array[]; readonly older: string; readonly newer: string };

const firstLine = "millrace/consistency/v1";
const between = "\n=====\n";

/** The proof as one text: first line, one hash a line, then the older and the newer checkpoint after a line of `=`. */
export function formatConsistency({ path, older, newer }: ConsistencyProof): string {
  return [[firstLine, ...path.map(toBase64)].join("\n"), older, newer].join(between);
}

/** Whether a text claims to be such a proof. */
export function isConsistency(text: string): boolean {
  return text.startsWith(`${firstLine}\n`);
}

/** Reads the text of a proof; the error completes "… is not a proof: ". */
export function parseConsistency(text: string): Result<ConsistencyProof, string> {
  const [head = "", older, newer, ...more] = text.split(between);
  const [first, ...lines] = head.split("\n");
  if (first !== firstLine || older === undefined || newer === undefined || more.length > 0) {
    return err("it does not hold a path and two checkpoints");
  }
  const path: Uint8Array[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (hash?.length !== 32) return err("one of its hashes is not readable");
    path.push(hash);
  }
  return ok({ path, older, newer });
}
