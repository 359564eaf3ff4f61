import { problem } from "../../base/problem.ts";
import { err, ok } from "../../base/result.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { lockPeople, readPerson } from "../../store/people.ts";
import { endLinks, openInvitations } from "../../store/people-link.ts";
import { endSessions } from "../../store/people-session.ts";
import { type Ask, FieldWrong, nameOf, type PeopleRoute } from "../ask.ts";
import { listKeys, makeKey, revokeKey, scopesOf } from "../keys.ts";
import { linkUrl } from "../link-url.ts";
import { makeLink, type NewLink } from "../links.ts";
import { type By, note } from "../people-parts.ts";
import { asPermission, asRole, permissions, roles } from "../permissions.ts";
import { changeRole, findMember, type Member, membersOf, removeMember } from "../roster.ts";
import type { SignedIn } from "../sessions.ts";
import { done } from "./answers.ts";

/** What owners do: who has which role, invitations, ways back in, keys. */
export const peopleRoutes: readonly PeopleRoute[] = [
  {
    method: "GET",
    path: "/people",
    needs: "admin",
    run: async ({ parts, now }, { person }, book) => {
      const items = (await membersOf(parts.store, book)).map((member) => memberJson(member, person.id));
      const invitations = (await openInvitations(parts.store, book.id, now)).map((link) => ({
        id: link.id,
        role: link.role,
        madeAt: isoTime(link.madeAt),
        expiresAt: isoTime(link.expiresAt),
      }));
      return ok({ body: { items, invitations } });
    },
  },
  {
    method: "POST",
    path: "/people/invitations",
    needs: "admin-fresh",
    run: async (ask, who, book) => {
      const { parts } = ask;
      const what = { kind: "invitation", book, role: roleOf(ask) } as const;
      const link = await parts.store.transaction(async (tx) => {
        await lockPeople(tx);
        return makeLink(tx, parts, what, byOf(ask, who));
      });
      return ok({ body: linkJson(ask, link) });
    },
  },
  {
    method: "DELETE",
    path: "/people/invitations/:id",
    needs: "admin",
    run: async (ask, who, book) => {
      const { parts, id, now } = ask;
      const ended = await parts.store.transaction(async (tx) => {
        const count = await endLinks(tx, { id, bookId: book.id }, now);
        if (count > 0) await note(tx, byOf(ask, who), "person.link-ended", { link: id, book: book.id });
        return count;
      });
      return ended > 0 ? done : err(problem("unknown-invitation", "No such invitation waits."));
    },
  },
  {
    method: "PATCH",
    path: "/people/:id",
    needs: "admin-fresh",
    run: async (ask, who, book) => {
      const changed = await changeRole(ask.parts, book, ask.id, roleOf(ask), byOf(ask, who));
      return changed.ok ? ok({ body: memberJson(changed.value, who.person.id) }) : changed;
    },
  },
  {
    method: "DELETE",
    path: "/people/:id",
    needs: "admin-fresh",
    run: async (ask, who, book) => {
      const removed = await removeMember(ask.parts, book, ask.id, byOf(ask, who));
      return removed.ok ? ok({ body: { done: true, gone: removed.value.gone } }) : removed;
    },
  },
  {
    method: "POST",
    path: "/people/:id/link",
    needs: "admin-fresh",
    run: async (ask, who, book) => {
      const { parts, id } = ask;
      const member = await findMember(parts.store, book, id);
      if (!member.ok) return member;
      // A way into everything is only handed out by who owns everything.
      if (member.value.ownsAll && !(await ownsAll(ask, who, book))) return err(notHers());
      const link = await parts.store.transaction(async (tx) => {
        await lockPeople(tx);
        return makeLink(tx, parts, { kind: "entry", personId: id }, byOf(ask, who));
      });
      return ok({ body: linkJson(ask, link) });
    },
  },
  {
    method: "DELETE",
    path: "/people/:id/sessions",
    needs: "admin",
    run: async (ask, who, book) => {
      const { parts, id } = ask;
      const member = await findMember(parts.store, book, id);
      if (!member.ok) return member;
      const ended = await parts.store.transaction(async (tx) => {
        const count = await endSessions(tx, id);
        await note(tx, byOf(ask, who), "session.ended", { person: id, count });
        return count;
      });
      return ok({ body: { ended } });
    },
  },
  {
    method: "GET",
    path: "/keys",
    needs: "admin",
    run: async ({ parts, now }, _, book) => {
      const items = (await listKeys(parts.store, book, now)).map(({ row, madeBy, over }) => ({
        ...keyJson(row),
        madeBy,
        usedAt: row.usedAt === undefined ? null : isoTime(row.usedAt),
        over,
      }));
      return ok({ body: { items } });
    },
  },
  {
    method: "POST",
    path: "/keys",
    needs: "admin-fresh",
    run: async (ask, who, book) => {
      const asked = { name: nameOf(ask), scopes: scopesIn(ask), days: Number(ask.body["days"] ?? 90) };
      const made = await makeKey(ask.parts, book, who.person.id, asked, byOf(ask, who));
      return made.ok ? ok({ body: { key: made.value.key, ...keyJson(made.value.row) } }) : made;
    },
  },
  {
    method: "DELETE",
    path: "/keys/:id",
    needs: "admin",
    run: async (ask, who, book) => {
      const ended = await revokeKey(ask.parts, book, ask.id, byOf(ask, who));
      return ended.ok ? done : ended;
    },
  },
];

function byOf(ask: Ask, who: SignedIn): By {
  return { actor: who.person.id, now: ask.now };
}

function roleOf(ask: Ask) {
  const given = ask.body["role"];
  const role = typeof given === "string" ? asRole(given) : undefined;
  if (role === undefined) throw new FieldWrong("role", `A role is one of: ${roles.join(", ")}.`);
  return role;
}

function scopesIn(ask: Ask) {
  const given = ask.body["scopes"];
  const list = Array.isArray(given) ? given : [];
  const known = list.flatMap((one) => (typeof one === "string" ? (asPermission(one) ?? []) : []));
  if (known.length === 0 || known.length !== list.length)
    throw new FieldWrong("scopes", `Scopes are one or more of: ${permissions.join(", ")}.`);
  return known;
}

async function ownsAll(ask: Ask, who: SignedIn, book: Parameters<typeof membersOf>[1]): Promise<boolean> {
  const person = await readPerson(ask.parts.store, who.person.id);
  return (await membersOf(ask.parts.store, book)).some((member) => member.id === person?.id && member.ownsAll);
}

function notHers() {
  return problem("not-allowed", "Only somebody who owns all books can give an owner of all books a new way in.", {
    kept: "Nothing was changed.",
  });
}

function linkJson(ask: Ask, { id, token, expiresAt }: NewLink): object {
  return { id, url: linkUrl(ask.site.origin, token), expiresAt: isoTime(expiresAt) };
}

function memberJson(member: Member, self: string): object {
  const { id, name, signIn, role, ownsAll, passkeys, password, seenAt, madeAt } = member;
  const seen = seenAt === undefined ? null : isoTime(seenAt);
  return {
    id,
    name,
    signIn,
    role,
    ownsAll,
    passkeys,
    password,
    self: id === self,
    seenAt: seen,
    madeAt: isoTime(madeAt),
  };
}

type KeyMade = Parameters<typeof scopesOf>[0] & {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly madeAt: number;
  readonly expiresAt: number;
};

function keyJson(row: KeyMade): object {
  const { id, name, hint } = row;
  const [madeAt, expiresAt] = [isoTime(row.madeAt), isoTime(row.expiresAt)];
  return { id, name, hint, scopes: scopesOf(row), madeAt, expiresAt };
}
