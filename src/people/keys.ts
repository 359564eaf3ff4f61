import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Book, listBooks } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { readPerson } from "../store/people.ts";
import { addKey, endKey, type KeyRow, keyOfHash, keysOfBook, noteKeyUse } from "../store/people-key.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import { type By, note, noteQuietly, type PeopleParts } from "./people-parts.ts";
import { asPermission, type Permission, roleMay } from "./permissions.ts";
import { keyPrincipal, type Principal } from "./principal.ts";
import { booksOf } from "./sessions.ts";
import { newToken, tokenHash } from "./tokens.ts";

const prefix = "mlr_";

/** What a key is asked to be. */
export type KeyAsked = { readonly name: string; readonly scopes: readonly Permission[]; readonly days: number };

/** A key as it is told, once. */
export type NewKey = { readonly key: string; readonly row: Omit<KeyRow, "usedAt"> };

/**
 * Makes a key for a program, bound to a book and to the person in whose name it acts: it may what its scopes and her
 * role of the day both allow. Problems: `scope-wrong`, `days-wrong`, `keys-too-many`.
 */
export async function makeKey(
  parts: PeopleParts,
  book: Book,
  personId: string,
  asked: KeyAsked,
  by: By,
): Promise<Result<NewKey, Problem>> {
  const role = (await booksOf(parts.store, personId)).find(({ id }) => id === book.slug)?.role;
  const beyond = asked.scopes.find((scope) => !roleMay(role, scope));
  if (beyond !== undefined)
    return err(scopeWrong(`Whoever makes a key with "${beyond}" must be allowed that as well.`));
  if (asked.scopes.length === 0) return err(scopeWrong("A key needs one scope at least."));
  if (!Number.isInteger(asked.days) || asked.days < 1 || asked.days > limits.keyDaysMax)
    return err(problem("days-wrong", `A key lasts from 1 to ${limits.keyDaysMax} days.`, { kept: "No key was made." }));
  const key = prefix + newToken(parts.random, limits.tokenBytes);
  const row = {
    id: parts.ids.next(),
    hash: tokenHash("key", key),
    personId,
    bookId: book.id,
    name: asked.name,
    scopes: [...new Set(asked.scopes)].join(" "),
    hint: key.slice(0, prefix.length + 4),
    madeAt: by.now,
    expiresAt: by.now + asked.days * 24 * 60 * 60 * 1000,
  };
  return parts.store.transaction(async (tx) => {
    if ((await keysOfBook(tx, book.id)).length >= limits.keysMax)
      return err(problem("keys-too-many", `There are ${limits.keysMax} keys already.`, { fix: "End one first." }));
    await addKey(tx, row);
    await note(tx, by, "key.made", {
      key: row.id,
      person: personId,
      book: book.id,
      scopes: row.scopes,
      days: asked.days,
    });
    return ok({ key, row });
  });
}

/** Ends a key at once. Problem: `unknown-key`. */
export async function revokeKey(parts: PeopleParts, book: Book, id: string, by: By): Promise<Result<void, Problem>> {
  return parts.store.transaction(async (tx) => {
    if (!(await endKey(tx, book.id, id)))
      return err(
        problem("unknown-key", `These books have no key "${id.slice(0, 60)}".`, { kept: "Nothing was changed." }),
      );
    await note(tx, by, "key.ended", { key: id, book: book.id });
    return ok(undefined);
  });
}

/** Scopes of a stored key; what this version does not know allows nothing. */
export function scopesOf(row: Pick<KeyRow, "scopes">): readonly Permission[] {
  return row.scopes.split(" ").flatMap((text) => asPermission(text) ?? []);
}

/** Who comes with this `Authorization` header, or undefined. */
export async function principalOfKey(parts: PeopleParts, header: string): Promise<Principal | undefined> {
  const key = /^Bearer (mlr_[\w-]{43})$/.exec(header)?.[1];
  const row = key === undefined ? undefined : await keyOfHash(parts.store, tokenHash("key", key));
  const now = parts.clock.now();
  if (!row || row.expiresAt <= now) return undefined;
  const person = await readPerson(parts.store, row.personId);
  if (person?.state !== "active") return undefined;
  const books = await booksOfKey(parts.store, row);
  if (now - (row.usedAt ?? 0) >= limits.useNotedMs) await noteQuietly(parts, (tx) => noteKeyUse(tx, row.id, now));
  return keyPrincipal({ id: person.id, name: row.name, through: row.id, books, scopes: scopesOf(row) });
}

async function booksOfKey(handle: Handle, row: KeyRow) {
  const slug = (await listBooks(handle)).find(({ id }) => id === row.bookId)?.slug;
  return (await booksOf(handle, row.personId)).filter(({ id }) => id === slug);
}

/** How a key looks in a list. */
export type KeyShown = { readonly row: KeyRow; readonly madeBy: string; readonly over: boolean };

/** The keys of a book with who made them. */
export async function listKeys(handle: Handle, book: Book, now: Millis): Promise<readonly KeyShown[]> {
  const shown: KeyShown[] = [];
  for (const row of await keysOfBook(handle, book.id)) {
    const madeBy = (await readPerson(handle, row.personId))?.name ?? "";
    shown.push({ row, madeBy, over: row.expiresAt <= now });
  }
  return shown;
}

function scopeWrong(sentence: string): Problem {
  return problem("scope-wrong", sentence, { kept: "No key was made." });
}
