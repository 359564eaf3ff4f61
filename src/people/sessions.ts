import type { Millis } from "../base/clock.ts";
import { listBooks } from "../store/book.ts";
import type { Handle, Tx } from "../store/handle.ts";
import { changePerson, listRoles, type PersonRow, readPerson } from "../store/people.ts";
import {
  addSession,
  endSession,
  forgetSessions,
  noteSessionUse,
  renewSession,
  type SessionRow,
  sessionOfHash,
} from "../store/people-session.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import { note, noteQuietly, type PeopleParts } from "./people-parts.ts";
import { asRole } from "./permissions.ts";
import type { BookRole } from "./principal.ts";
import { readCookie, type Site } from "./site.ts";
import { newToken, tokenHash } from "./tokens.ts";

/** A browser that is signed in, and who sits before it. */
export type SignedIn = {
  readonly session: SessionRow;
  readonly person: PersonRow;
  readonly books: readonly BookRole[];
  /** Present while it counts; never with a token that was changed. */
  readonly freshUntil: Millis | undefined;
};

/** What the browser says of itself, for the list of sessions. */
export type Browser = { readonly agent: string; readonly address: string };

/**
 * The roles of a person in each book. Who owns the first book owns the installation, and so every book: a book that is
 * added later has an owner from the start.
 */
export async function booksOf(handle: Handle, personId: string): Promise<readonly BookRole[]> {
  const roles = await listRoles(handle, personId);
  const books = await listBooks(handle);
  const [first] = books;
  if (first && roles.some((row) => row.bookId === first.id && row.role === "owner"))
    return books.map(({ slug }) => ({ id: slug, role: "owner" }));
  return roles.flatMap(({ book, role }) => {
    const known = asRole(role);
    return known ? [{ id: book, role: known }] : [];
  });
}

/** Who sits before the browser that sent this, or undefined. */
export async function signedIn(parts: PeopleParts, request: Request): Promise<SignedIn | undefined> {
  const cookie = readCookie(request);
  if (!cookie) return undefined;
  const hash = tokenHash("session", cookie.token);
  const session = await sessionOfHash(parts.store, hash);
  const now = parts.clock.now();
  if (!session || session.secure !== cookie.secure || isOver(session, now)) return undefined;
  const present = Buffer.compare(session.hash, hash) === 0;
  if (!present && (session.former?.until ?? 0) <= now) return undefined;
  const person = await readPerson(parts.store, session.personId);
  if (person?.state !== "active") return undefined;
  const { freshUntil } = session;
  const fresh = present && freshUntil !== undefined && freshUntil > now;
  return { session, person, books: await booksOf(parts.store, person.id), freshUntil: fresh ? freshUntil : undefined };
}

function isOver({ usedAt, madeAt }: SessionRow, now: Millis): boolean {
  return now - usedAt >= limits.sessionIdleMs || now - madeAt >= limits.sessionMs;
}

/** Writes down that a session is in use, seldom enough that looking at pages costs no commits. */
export async function noteUse(parts: PeopleParts, { session, person }: SignedIn): Promise<void> {
  const now = parts.clock.now();
  if (now - session.usedAt < limits.useNotedMs) return;
  await noteQuietly(parts, async (tx) => {
    await noteSessionUse(tx, session.id, now);
    await changePerson(tx, person.id, { seenAt: now });
  });
}

/**
 * Begins a session and gives its token, which is kept nowhere. The session that the browser had before ends, so that
 * nobody can plant one on it. Whoever just showed a passkey or a code is fresh.
 */
export async function beginSession(
  tx: Tx,
  parts: PeopleParts,
  person: Pick<PersonRow, "id">,
  from: { readonly site: Site; readonly browser: Browser; readonly before: SessionRow | undefined },
  how: string,
): Promise<string> {
  const now = parts.clock.now();
  const token = newToken(parts.random, limits.tokenBytes);
  const id = parts.ids.next();
  if (from.before) await endSession(tx, from.before.personId, from.before.id);
  await forgetSessions(tx, { made: now - limits.sessionMs, used: now - limits.sessionIdleMs });
  await addSession(tx, {
    id,
    hash: tokenHash("session", token),
    personId: person.id,
    secure: from.site.secure,
    madeAt: now,
    usedAt: now,
    freshUntil: now + limits.freshMs,
    agent: from.browser.agent,
    address: from.browser.address,
  });
  await changePerson(tx, person.id, { seenAt: now });
  await note(tx, { actor: person.id, now }, "person.sign-in", { session: id, how });
  return token;
}

/** Opens what needs a fresh proof, and changes the token; undefined when the session ended meanwhile. */
export async function freshen(
  tx: Tx,
  parts: PeopleParts,
  { session, person }: SignedIn,
  how: string,
): Promise<{ readonly token: string; readonly freshUntil: Millis } | undefined> {
  const now = parts.clock.now();
  const token = newToken(parts.random, limits.tokenBytes);
  const freshUntil = now + limits.freshMs;
  const formerUntil = now + limits.formerTokenMs;
  const hash = tokenHash("session", token);
  if (!(await renewSession(tx, session, { hash, formerUntil, freshUntil, at: now }))) return undefined;
  await note(tx, { actor: person.id, now }, "person.step-up", { session: session.id, how });
  return { token, freshUntil };
}
