import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Book, listBooks } from "../store/book.ts";
import type { Handle, Tx } from "../store/handle.ts";
import {
  changePerson,
  dropRole,
  listPeople,
  listRoles,
  lockPeople,
  type PersonRow,
  readPerson,
  replaceRecovery,
  setRole,
} from "../store/people.ts";
import { endKeysOf } from "../store/people-key.ts";
import { endLinks } from "../store/people-link.ts";
import { passkeysOf, removePasskey } from "../store/people-passkey.ts";
import { endSessions } from "../store/people-session.ts";
import { changeSeed } from "./change-seed.ts";
import { type By, note, type PeopleParts } from "./people-parts.ts";
import { asRole, type Role, roleMay } from "./permissions.ts";

/** A person as an owner sees her. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  readonly role: Role;
  /** Owns the first book, and by that every book: her role elsewhere cannot be changed. */
  readonly ownsAll: boolean;
  readonly passkeys: number;
  readonly password: boolean;
  readonly seenAt: Millis | undefined;
  readonly madeAt: Millis;
};

/** Who has a role in this book, the oldest first. */
export async function membersOf(handle: Handle, book: Book): Promise<readonly Member[]> {
  const roles = await listRoles(handle);
  const owners = await ownersOfAll(handle);
  const members: Member[] = [];
  for (const person of await listPeople(handle)) {
    if (person.state !== "active") continue;
    const ownsAll = owners.has(person.id);
    const given = roles.find((row) => row.personId === person.id && row.bookId === book.id)?.role ?? "";
    const role = ownsAll ? "owner" : asRole(given);
    if (role === undefined) continue;
    const { id, name, signIn, password, seenAt, madeAt } = person;
    const passkeys = (await passkeysOf(handle, id)).length;
    members.push({ id, name, signIn, role, ownsAll, passkeys, password: password !== undefined, seenAt, madeAt });
  }
  return members;
}

/** How many people may say yes in this book. */
export async function countApprovers(handle: Handle, book: Book): Promise<number> {
  return (await membersOf(handle, book)).filter(({ role }) => roleMay(role, "approve")).length;
}

/** Owners of the first book. */
async function ownersOfAll(handle: Handle): Promise<ReadonlySet<string>> {
  const [first] = await listBooks(handle);
  const roles = await listRoles(handle);
  return new Set(
    roles.filter((row) => row.bookId === first?.id && row.role === "owner").map(({ personId }) => personId),
  );
}

/** Gives a person another role. Problems: `unknown-person`, `last-owner`, `owns-all`. */
export async function changeRole(
  parts: PeopleParts,
  book: Book,
  personId: string,
  role: Role,
  by: By,
): Promise<Result<Member, Problem>> {
  return parts.store.transaction(async (tx) => {
    await lockPeople(tx);
    const found = await memberToChange(tx, book, personId, role === "owner");
    if (!found.ok) return found;
    await setRole(tx, personId, book.id, role, by.now);
    await note(tx, by, "person.role", { person: personId, book: book.id, from: found.value.role, to: role });
    if (!roleMay(role, "approve")) await parts.onLeave(tx, personId, book.id, by);
    return ok({ ...found.value, role, ownsAll: role === "owner" && (await ownersOfAll(tx)).has(personId) });
  });
}

/**
 * Takes a person out of a book: her keys for it end, and so do the yeses she gave in it that were not carried out yet.
 * Who has no book left is gone: she signs in no more, and her sessions, ways in and links end in the same commit.
 * Problems: `unknown-person`, `last-owner`, `owns-all`.
 */
export async function removeMember(
  parts: PeopleParts,
  book: Book,
  personId: string,
  by: By,
): Promise<Result<{ readonly member: Member; readonly gone: boolean }, Problem>> {
  return parts.store.transaction(async (tx) => {
    await lockPeople(tx);
    const found = await memberToChange(tx, book, personId, false);
    if (!found.ok) return found;
    // An owner of the first book owned the others by it: what she did there ends as well.
    const left = found.value.ownsAll ? await listBooks(tx) : [book];
    for (const { id } of left) {
      await dropRole(tx, personId, id);
      await endKeysOf(tx, personId, id);
      await parts.onLeave(tx, personId, id, by);
    }
    const gone = (await listRoles(tx, personId)).length === 0;
    if (gone) await deactivate(tx, personId, by);
    await note(tx, by, "person.removed", { person: personId, book: book.id, gone });
    return ok({ member: found.value, gone });
  });
}

/** The row stays, because the record names it; its sign-in name is free again. */
async function deactivate(tx: Tx, personId: string, by: By): Promise<void> {
  for (const { id } of await passkeysOf(tx, personId)) await removePasskey(tx, personId, id);
  await replaceRecovery(tx, personId, [], by.now);
  await changePerson(tx, personId, { password: undefined, state: "gone", signIn: `gone/${personId}` });
  await changeSeed(tx, personId, undefined, by.now);
  await endSessions(tx, personId);
  await endLinks(tx, { person: personId }, by.now);
}

async function memberToChange(
  tx: Tx,
  book: Book,
  personId: string,
  staysOwner: boolean,
): Promise<Result<Member, Problem>> {
  const member = (await membersOf(tx, book)).find(({ id }) => id === personId);
  if (!member) return err(unknownPerson(personId, book));
  if (staysOwner || member.role !== "owner") return ok(member);
  const [first] = await listBooks(tx);
  if (first?.id !== book.id) return member.ownsAll ? err(ownsAll(member, first?.slug ?? "main")) : ok(member);
  if ((await ownersOfAll(tx)).size > 1) return ok(member);
  return err(
    problem("last-owner", `${member.name} is the last owner of these books.`, {
      kept: "Nothing was changed.",
      fix: "Make somebody else an owner first.",
    }),
  );
}

/** A person by id or sign-in name, who is active. Problem: `unknown-person`. */
export async function findMember(handle: Handle, book: Book, typed: string): Promise<Result<Member, Problem>> {
  const found = (await membersOf(handle, book)).find(
    ({ id, signIn }) => id === typed || signIn === typed.toLowerCase(),
  );
  return found ? ok(found) : err(unknownPerson(typed, book));
}

/** A person who is active, whatever her books. Problem: `unknown-person`. */
export async function activePerson(handle: Handle, id: string): Promise<PersonRow | undefined> {
  const person = await readPerson(handle, id);
  return person?.state === "active" ? person : undefined;
}

function unknownPerson(typed: string, book: Book): Problem {
  return problem("unknown-person", `Nobody "${typed.slice(0, 60)}" has a role in the books "${book.slug}".`, {
    kept: "Nothing was changed.",
    fix: "`millrace people` lists who has.",
  });
}

function ownsAll(member: Member, first: string): Problem {
  return problem("owns-all", `${member.name} owns the books "${first}", and by that all books.`, {
    kept: "Nothing was changed.",
    fix: `Change the role in "${first}" instead.`,
  });
}
