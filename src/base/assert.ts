/** Thrown when something happened that the program holds to be impossible: always a bug, never bad input. */
export class Impossible extends Error {
  override readonly name = "Impossible";
}

/** Stays on in production: a book-keeper that is unsure must stop, not guess. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Impossible(sentence);
}

/** Closes a `switch` over a union: a new member then fails to compile until it is handled. */
export function unreachable(value: never, sentence: string): never {
  throw new Impossible(`${sentence}: ${String(value)}`);
}
