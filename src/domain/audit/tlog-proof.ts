import { err, ok, type Result } from "../../base/result.ts";
import { fromBase64, toBase64 } from "./note.ts";

/** A proof that can be checked without the log, in the form of C2SP tlog-proof. */
export type TlogProof = {
  /** Place of the entry in the tree, from 0: its seq minus one. */
  readonly index: number;
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint, as it was issued. */
  readonly checkpoint: string;
  /** What is needed to compute the entry's hash again; believed only after it gave the right hash. */
  readonly extra?: Uint8Array | undefined;
};

const firstLine = "c2sp.org/tlog-proof@v1";
const extraWord = "extra ";

/** The text of a proof; kept in files that end in `.tlog-proof`. */
export function formatTlogProof(proof: TlogProof): string {
  return [
    firstLine,
    ...(proof.extra ? [extraWord + toBase64(proof.extra)] : []),
    `index ${proof.index}`,
    ...proof.path.map(toBase64),
    "",
    proof.checkpoint,
  ].join("\n");
}

/** Reads the text of a proof; the error completes "… is not a proof: ". */
export function parseTlogProof(text: string): Result<TlogProof, string> {
  const cut = text.indexOf("\n\n");
  const [first, second = "", ...rest] = text.slice(0, Math.max(cut, 0)).split("\n");
  if (first !== firstLine) return err(`its first line is not ${firstLine}`);
  const hasExtra = second.startsWith(extraWord);
  const [indexLine = "", ...pathLines] = hasExtra ? rest : [second, ...rest];
  const extra = hasExtra ? fromBase64(second.slice(extraWord.length)) : undefined;
  if (hasExtra && !extra) return err("its extra line is not readable");
  const place = /^index (0|[1-9][0-9]{0,14})$/.exec(indexLine);
  if (!place) return err("its index line is not readable");
  const path: Uint8Array[] = [];
  for (const line of pathLines) {
    const hash = fromBase64(line);
    if (hash?.length !== 32) return err("one of its hashes is not readable");
    path.push(hash);
  }
  return ok({ index: Number(place[1]), path, checkpoint: text.slice(cut + 2), extra });
}
