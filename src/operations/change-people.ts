import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { revokeKey } from "../people/keys.ts";
import { linkUrl } from "../people/link-url.ts";
import { type LinkFor, makeLink } from "../people/links.ts";
import { setUpLink } from "../people/open-people.ts";
import type { OneTimeLink } from "../people/people.ts";
import { type By, note } from "../people/people-parts.ts";
import { asRole, type Role, roles } from "../people/permissions.ts";
import { changeRole, findMember, type Member, removeMember } from "../people/roster.ts";
import type { Book } from "../store/book.ts";
import { lockPeople } from "../store/people.ts";
import { endSessions } from "../store/people-session.ts";
import { peopleParts } from "./people-parts.ts";
import type { Workplace } from "./workplace.ts";

/** A role as it was typed. Problem: `role-wrong`. */
export function typedRole(text: string): Result<Role, Problem> {
  const role = asRole(text);
  if (role !== undefined) return ok(role);
  const meant = nearest(text, roles);
  return err(
    problem("role-wrong", `"${text.slice(0, 40)}" is no role.`, {
      kept: "Nothing was changed.",
      fix: meant === undefined ? `A role is one of: ${roles.join(", ")}.` : `Did you mean ${meant}?`,
    }),
  );
}

/** A new set-up link; the one before ends. Problem `owned-already`. */
export async function newSetUpLink(
  workplace: Workplace,
  random: Random,
  origin: string,
): Promise<Result<OneTimeLink, Problem>> {
  const link = await setUpLink(peopleParts(workplace, random), origin, workplace.actor);
  if (link) return ok(link);
  return err(
    problem("owned-already", "This Millrace has an owner already.", {
      kept: "No link was made.",
      fix: "For an owner who lost every way in: millrace people link <sign-in name>. For somebody new: millrace people invite.",
    }),
  );
}

/** An invitation into these books. Problem `unowned`. */
export async function invite(
  workplace: Workplace,
  random: Random,
  book: Book,
  role: Role,
  origin: string,
): Promise<Result<OneTimeLink, Problem>> {
  return ok(await newLink(workplace, random, { kind: "invitation", book, role }, origin));
}

/** A way in for somebody who lost every one; what she had came in by ends when it is used. Problem `unknown-person`. */
export async function entryLink(
  workplace: Workplace,
  random: Random,
  book: Book,
  typed: string,
  origin: string,
): Promise<Result<OneTimeLink, Problem>> {
  const member = await findMember(workplace.store, book, typed);
  if (!member.ok) return member;
  return ok(await newLink(workplace, random, { kind: "entry", personId: member.value.id }, origin));
}

/** Another role. Problems: `unknown-person`, `last-owner`, `owns-all`. */
export async function setPersonRole(
  workplace: Workplace,
  random: Random,
  book: Book,
  typed: string,
  role: Role,
): Promise<Result<Member, Problem>> {
  const member = await findMember(workplace.store, book, typed);
  return member.ok ? changeRole(peopleParts(workplace, random), book, member.value.id, role, byOf(workplace)) : member;
}

/** Out of these books. Problems: `unknown-person`, `last-owner`, `owns-all`. */
export async function removePerson(
  workplace: Workplace,
  random: Random,
  book: Book,
  typed: string,
): Promise<Result<{ readonly member: Member; readonly gone: boolean }, Problem>> {
  const member = await findMember(workplace.store, book, typed);
  return member.ok ? removeMember(peopleParts(workplace, random), book, member.value.id, byOf(workplace)) : member;
}

/** Signs a person out everywhere. Problem: `unknown-person`. */
export async function endPersonSessions(
  workplace: Workplace,
  book: Book,
  typed: string,
): Promise<Result<number, Problem>> {
  const member = await findMember(workplace.store, book, typed);
  if (!member.ok) return member;
  const { id } = member.value;
  return ok(
    await workplace.store.transaction(async (tx) => {
      const count = await endSessions(tx, id);
      await note(tx, byOf(workplace), "session.ended", { person: id, count });
      return count;
    }),
  );
}

/** Ends a key. Problem: `unknown-key`. */
export async function endPersonKey(
  workplace: Workplace,
  random: Random,
  book: Book,
  id: string,
): Promise<Result<void, Problem>> {
  return revokeKey(peopleParts(workplace, random), book, id, byOf(workplace));
}

async function newLink(workplace: Workplace, random: Random, what: LinkFor, origin: string): Promise<OneTimeLink> {
  const parts = peopleParts(workplace, random);
  return workplace.store.transaction(async (tx) => {
    await lockPeople(tx);
    const { token, expiresAt } = await makeLink(tx, parts, what, byOf(workplace));
    return { url: linkUrl(origin, token), expiresAt };
  });
}

function byOf({ actor, clock }: Workplace): By {
  return { actor, now: clock.now() };
}
