import type { Millis } from "../base/clock.ts";
import { type Permission, permissions, type Role, roleMay } from "./permissions.ts";

/** A book in which somebody has a role. `id` is the name the book has in addresses, such as "main". */
export type BookRole = { readonly id: string; readonly role: Role };

/** Who asks: a person at a browser, a program with a key, or whoever holds the data directory (command line). */
export type Principal = {
  /** Stays the same for good; what the audit log names. Never personal data. */
  readonly id: string;
  /** For people to read. */
  readonly name: string;
  readonly via: "session" | "key" | "local";
  /** Whether `permission` is given in this book (its name in addresses, such as "main"). */
  may(permission: Permission, bookId: string): boolean;
  /** The books it may see, with the role in each. */
  readonly books: readonly BookRole[];
  /** Until when what needs a fresh proof is open: at most five minutes after a passkey or a code. Never for keys. */
  readonly freshUntil?: Millis;
  /** The session or the key, as its list names it: what this principal came with. */
  readonly through?: string;
};

/** Whether what needs step-up is open now. Whoever works on the machine itself has the key of the books in hand. */
export function isFresh(principal: Principal, now: Millis): boolean {
  if (principal.via === "local") return true;
  return principal.via === "session" && principal.freshUntil !== undefined && now < principal.freshUntil;
}

/** A person who came in by a session. */
export function sessionPrincipal(given: {
  readonly id: string;
  readonly name: string;
  readonly through: string;
  readonly books: readonly BookRole[];
  readonly freshUntil?: Millis;
}): Principal {
  return { ...given, via: "session", may: (permission, bookId) => roleMay(roleIn(given.books, bookId), permission) };
}

/** A program with a key: what its scopes and its maker's role both allow. It can never step up. */
export function keyPrincipal(given: {
  readonly id: string;
  readonly name: string;
  readonly through: string;
  readonly books: readonly BookRole[];
  readonly scopes: readonly Permission[];
}): Principal {
  const { id, name, through, books, scopes } = given;
  const may: Principal["may"] = (permission, bookId) =>
    scopes.includes(permission) && roleMay(roleIn(books, bookId), permission);
  return { id, name, through, books, via: "key", may };
}

/** Whoever works on the machine itself: everything, in every book. */
export function localPrincipal(name = "owner"): Principal {
  return { id: "owner", name, via: "local", books: [], may: (permission) => permissions.includes(permission) };
}

function roleIn(books: readonly BookRole[], bookId: string): Role | undefined {
  return books.find(({ id }) => id === bookId)?.role;
}
