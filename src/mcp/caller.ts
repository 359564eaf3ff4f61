import type { Workplace } from "../operations/workplace.ts";
import type { Book } from "../store/book.ts";

/** `read`: look at the books, never at buyers. `propose`: put something before the owner; nothing is done by it. */
export type Scope = "read" | "propose";

/** Who an assistant speaks for. */
export type Caller = {
  /** Stays the same for good, and stands in the record beside what was proposed. Never personal data. */
  readonly id: string;
  /** For people to read. */
  readonly name: string;
  /** `local`: whoever may start a program on this machine as the owner. */
  readonly via: "key" | "local" | "session";
  /** Without a book: whether it may do so in any. */
  may(scope: Scope, book?: Book): boolean;
};

/** What the tools work with. */
export type McpDeps = {
  readonly workplace: Workplace;
  readonly facts: { readonly version: string };
};

/** What one call works with. */
export type Desk = {
  readonly workplace: Workplace;
  readonly book: Book;
  readonly caller: Caller;
};
