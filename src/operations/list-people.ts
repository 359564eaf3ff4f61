import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { listKeys } from "../people/keys.ts";
import { findMember, type Member, membersOf } from "../people/roster.ts";
import type { Book } from "../store/book.ts";
import type { KeyRow } from "../store/people-key.ts";
import { type SessionRow, sessionsOf } from "../store/people-session.ts";
import type { Workplace } from "./workplace.ts";

/** Who has a role in these books. */
export function listPeople({ store }: Workplace, book: Book): Promise<readonly Member[]> {
  return membersOf(store, book);
}

/** Where a person is signed in. Problem: `unknown-person`. */
export async function listSessions(
  { store }: Workplace,
  book: Book,
  typed: string,
): Promise<Result<{ readonly member: Member; readonly sessions: readonly SessionRow[] }, Problem>> {
  const member = await findMember(store, book, typed);
  return member.ok ? ok({ member: member.value, sessions: await sessionsOf(store, member.value.id) }) : member;
}

/** The keys of these books. */
export async function listPeopleKeys(
  { store, clock }: Workplace,
  book: Book,
): Promise<readonly { readonly row: KeyRow; readonly madeBy: string; readonly over: boolean }[]> {
  return listKeys(store, book, clock.now());
}
