import { fail } from "../../base/problem.ts";

/** Characters in one line at most: an entry of as many legs as there can be takes a fraction of it. */
const lineLengthMax = 4_000_000;

/**
 * The lines of a text in UTF-8, without their ends (LF or CRLF); a byte order mark is left out. Memory holds one line
 * and one piece. Throws a `ProblemError` that names the line: `not-text`, `line-too-long`, `interrupted`.
 */
export async function* textLines(
  pieces: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let number = 0;
  let begun: string[] = [];
  let length = 0;
  const ended = (): string => {
    const line = begun.join("");
    begun = [];
    length = 0;
    number += 1;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  };
  for await (const piece of pieces) {
    if (signal?.aborted) fail("interrupted", `Reading was interrupted behind line ${number}.`);
    const [first, ...more] = decoded(decoder, piece, number).split("\n") as [string, ...string[]];
    begun.push(first);
    length += first.length;
    for (const text of more) {
      yield ended();
      begun.push(text);
      length = text.length;
    }
    if (length > lineLengthMax) fail("line-too-long", `Line ${number + 1} is longer than any line of an export.`);
  }
  begun.push(decoded(decoder, undefined, number));
  const last = ended();
  if (last !== "") yield last;
}

/** Without a piece: what is left of a character at the end. */
function decoded(decoder: InstanceType<typeof TextDecoder>, piece: Uint8Array | undefined, number: number): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    return fail("not-text", `What follows line ${number} is not text in UTF-8.`);
  }
}
