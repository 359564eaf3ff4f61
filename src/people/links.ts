import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Book, listBooks } from "../store/book.ts";
import type { Handle, Tx } from "../store/handle.ts";
import {
  addPerson,
  changePerson,
  hasOwner,
  listPeople,
  lockPeople,
  type PersonRow,
  personOfSignIn,
  readPerson,
  setRole,
} from "../store/people.ts";
import { endKeysOf } from "../store/people-key.ts";
import { addLink, endLinks, type LinkRow, openLink, useLink } from "../store/people-link.ts";
import { passkeysOf, removePasskey } from "../store/people-passkey.ts";
import { endSessions } from "../store/people-session.ts";
import { changeSeed } from "./change-seed.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import { type By, note, type PeopleParts } from "./people-parts.ts";
import type { Role } from "./permissions.ts";
import { usualPreferences } from "./preferences.ts";
import { newToken, tokenHash } from "./tokens.ts";

/** What a link is for. */
export type LinkFor =
  | { readonly kind: "set-up" }
  | { readonly kind: "invitation"; readonly book: Book; readonly role: Role }
  | { readonly kind: "entry"; readonly personId: string };

/** A link as it is handed over, once. */
export type NewLink = { readonly id: string; readonly token: string; readonly expiresAt: Millis };

/** Makes a link in the caller's transaction, which has the people locked. Of set-up and entry links one counts at a time. */
export async function makeLink(tx: Tx, parts: PeopleParts, what: LinkFor, by: By): Promise<NewLink> {
  const token = newToken(parts.random, limits.linkBytes);
  const id = parts.ids.next();
  const expiresAt = by.now + limits.linkMs;
  if (what.kind === "set-up") await endLinks(tx, { setUp: true }, by.now);
  if (what.kind === "entry") await endLinks(tx, { person: what.personId }, by.now);
  await addLink(tx, {
    id,
    hash: tokenHash("link", token),
    kind: what.kind,
    bookId: what.kind === "invitation" ? what.book.id : undefined,
    role: what.kind === "invitation" ? what.role : undefined,
    personId: what.kind === "entry" ? what.personId : undefined,
    madeBy: by.actor,
    madeAt: by.now,
    expiresAt,
  });
  const about = what.kind === "invitation" ? { book: what.book.id, role: what.role } : {};
  const person = what.kind === "entry" ? { person: what.personId } : {};
  await note(tx, by, "person.link", { link: id, kind: what.kind, ...about, ...person });
  return { id, token, expiresAt };
}

/** What a link says to whoever opens it. */
export type LinkSeen = {
  readonly link: LinkRow;
  readonly book: Book | undefined;
  readonly person: PersonRow | undefined;
};

/** The link of a token while it works. Problem `link-gone`: used, too old, replaced or never made; nobody is told which. */
export async function seeLink(handle: Handle, token: string, now: Millis): Promise<Result<LinkSeen, Problem>> {
  const link = await openLink(handle, tokenHash("link", token), now);
  if (!link || (link.kind === "set-up" && (await hasOwner(handle)))) return err(linkGone());
  const book = (await listBooks(handle)).find(({ id }) => id === link.bookId);
  const person = link.personId === undefined ? undefined : await readPerson(handle, link.personId);
  return ok({ link, book, person });
}

/**
 * Uses a link up and makes who comes in with it: the first owner, somebody invited, or somebody known whose former ways
 * in, sessions and keys all end. Of many at once exactly one gets through. Problems: `link-gone`, `sign-in-taken`,
 * `people-too-many`.
 */
export async function takeLink(
  tx: Tx,
  parts: PeopleParts,
  token: string,
  who: { readonly id: string; readonly signIn: string; readonly name: string },
): Promise<Result<string, Problem>> {
  const now = parts.clock.now();
  await lockPeople(tx);
  const seen = await seeLink(tx, token, now);
  if (!seen.ok) return seen;
  const { link, book, person } = seen.value;
  if (person) {
    if (person.state !== "active" || !(await useLink(tx, link.id, now))) return err(linkGone());
    await forgetWaysIn(tx, person.id, now);
    await note(tx, { actor: person.id, now }, "person.entered-anew", { person: person.id, link: link.id });
    return ok(person.id);
  }
  if (await personOfSignIn(tx, who.signIn)) return err(signInTaken(who.signIn));
  if ((await listPeople(tx)).length >= limits.peopleMax) return err(tooMany());
  if (!(await useLink(tx, link.id, now))) return err(linkGone());
  await addPerson(tx, { ...who, preferences: JSON.stringify(usualPreferences) }, now);
  const by = { actor: who.id, now };
  if (link.kind === "set-up") {
    // Whoever owns the first book owns them all.
    const [first] = await listBooks(tx);
    if (!first) return err(linkGone());
    await setRole(tx, who.id, first.id, "owner", now);
    await note(tx, by, "person.set-up", { person: who.id, link: link.id });
    return ok(who.id);
  }
  if (!book || link.role === undefined) return err(linkGone());
  await setRole(tx, who.id, book.id, link.role, now);
  await note(tx, by, "person.joined", { person: who.id, link: link.id, book: book.id, role: link.role });
  return ok(who.id);
}

/** Somebody who is signed in takes an invitation into another book. Problem: `link-gone`. */
export async function acceptLink(parts: PeopleParts, token: string, personId: string): Promise<Result<Book, Problem>> {
  const now = parts.clock.now();
  return parts.store.transaction(async (tx) => {
    await lockPeople(tx);
    const seen = await seeLink(tx, token, now);
    if (!seen.ok) return seen;
    const { link, book } = seen.value;
    if (!book || link.role === undefined || !(await useLink(tx, link.id, now))) return err(linkGone());
    await setRole(tx, personId, book.id, link.role, now);
    const about = { person: personId, link: link.id, book: book.id, role: link.role };
    await note(tx, { actor: personId, now }, "person.joined", about);
    return ok(book);
  });
}

/** Everything she had came in by: passkeys, password, codes, sessions and keys. */
async function forgetWaysIn(tx: Tx, personId: string, now: Millis): Promise<void> {
  for (const { id } of await passkeysOf(tx, personId)) await removePasskey(tx, personId, id);
  await changePerson(tx, personId, { password: undefined });
  await changeSeed(tx, personId, undefined, now);
  await endSessions(tx, personId);
  await endKeysOf(tx, personId);
}

/** Nobody is told whether it was used, replaced, too old or never there. */
export function linkGone(): Problem {
  return problem("link-gone", "This link does not work any more: it was used, replaced, or is older than a day.", {
    kept: "Nothing was changed.",
    fix: "Ask for a new one; for the first owner, `millrace people link` makes it.",
  });
}

function signInTaken(signIn: string): Problem {
  return problem("sign-in-taken", `Somebody else signs in as "${signIn}" already.`, {
    kept: "The link still works.",
    fix: "Take another sign-in name.",
  });
}

function tooMany(): Problem {
  return problem("people-too-many", `There are ${limits.peopleMax} people already.`, { kept: "Nobody was added." });
}
