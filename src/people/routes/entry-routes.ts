import { ok } from "../../base/result.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { hasOwner } from "../../store/people.ts";
import { endSession } from "../../store/people-session.ts";
import { type Ask, nameOf, type PeopleRoute, rawText, signInOf, textOf } from "../ask.ts";
import { newSeed } from "../codes.ts";
import { acceptLink, seeLink } from "../links.ts";
import { meOf } from "../me.ts";
import { peopleLimits as limits } from "../people-limits.ts";
import { note } from "../people-parts.ts";
import { enterByPasskey, enterByPassword, enterByRecovery } from "../sign-in.ts";
import { noCookie, refuseNameless } from "../site.ts";
import { beginByPasskey, finishByPasskey, finishByPassword } from "../take-link.ts";
import { done, welcome } from "./answers.ts";

/** Coming in and going out: what can be asked for before anybody is known. */
export const entryRoutes: readonly PeopleRoute[] = [
  {
    method: "GET",
    path: "/state",
    needs: "nobody",
    run: async ({ parts, who }) =>
      ok({
        body: { unowned: !(await hasOwner(parts.store)), me: who ? await meOf(parts.store, who) : null },
      }),
  },
  {
    method: "POST",
    path: "/link",
    needs: "nobody",
    run: async (ask) => {
      const seen = await seeLink(ask.parts.store, tokenOf(ask), ask.now);
      if (!seen.ok) return seen;
      const { link, book, person } = seen.value;
      return ok({
        body: {
          kind: link.kind,
          book: book ? { id: book.slug, name: book.name } : null,
          role: link.role ?? null,
          name: person?.name ?? null,
          signIn: person?.signIn ?? null,
          expiresAt: isoTime(link.expiresAt),
        },
      });
    },
  },
  {
    method: "POST",
    path: "/link/passkey/begin",
    needs: "nobody",
    run: async (ask) => {
      const nameless = refuseNameless(ask.site);
      if (nameless) return { ok: false, error: nameless };
      const begun = await beginByPasskey(ask, tokenOf(ask), () => ({ signIn: signInOf(ask), name: nameOf(ask) }));
      return begun.ok ? ok({ body: begun.value }) : begun;
    },
  },
  {
    method: "POST",
    path: "/link/passkey/finish",
    needs: "nobody",
    run: async (ask) => {
      const shown = { ceremony: textOf(ask, "ceremony"), response: ask.body["response"] };
      const who = () => ({ signIn: signInOf(ask), name: nameOf(ask) });
      const entered = await finishByPasskey(ask, tokenOf(ask), who, shown);
      return entered.ok ? welcome(ask, entered.value, { recoveryCodes: entered.value.codes }) : entered;
    },
  },
  {
    method: "POST",
    path: "/link/seed",
    needs: "nobody",
    run: async (ask) => {
      const seen = await seeLink(ask.parts.store, tokenOf(ask), ask.now);
      if (!seen.ok) return seen;
      return ok({ body: newSeed(ask.parts.random, seen.value.person?.signIn ?? signInOf(ask)) });
    },
  },
  {
    method: "POST",
    path: "/link/password",
    needs: "nobody",
    run: async (ask) => {
      const who = () => ({ signIn: signInOf(ask), name: nameOf(ask) });
      const entered = await finishByPassword(ask, tokenOf(ask), who);
      return entered.ok ? welcome(ask, entered.value, { recoveryCodes: entered.value.codes }) : entered;
    },
  },
  {
    method: "POST",
    path: "/link/accept",
    needs: "person",
    run: async (ask, { person }) => {
      const book = await acceptLink(ask.parts, tokenOf(ask), person.id);
      return book.ok ? ok({ body: { book: { id: book.value.slug, name: book.value.name } } }) : book;
    },
  },
  {
    method: "POST",
    path: "/sign-in/passkey/begin",
    needs: "nobody",
    run: async (ask) => {
      const nameless = refuseNameless(ask.site);
      if (nameless) return { ok: false, error: nameless };
      return ok({ body: await ask.ceremonies.beginProof(ask.site, "sign-in", []) });
    },
  },
  {
    method: "POST",
    path: "/sign-in/passkey/finish",
    needs: "nobody",
    run: async (ask) => {
      const entered = await enterByPasskey(ask, textOf(ask, "ceremony"), ask.body["response"]);
      return entered.ok ? welcome(ask, entered.value) : entered;
    },
  },
  {
    method: "POST",
    path: "/sign-in/password",
    needs: "nobody",
    run: async (ask) => {
      const password = rawText(ask, "password", limits.passwordLengthMax * 2);
      const typed = { signIn: textOf(ask, "signIn").toLowerCase(), password, code: textOf(ask, "code", 60) };
      const entered = await enterByPassword(ask, typed);
      return entered.ok ? welcome(ask, entered.value) : entered;
    },
  },
  {
    method: "POST",
    path: "/sign-in/recovery",
    needs: "nobody",
    run: async (ask) => {
      const typed = { signIn: textOf(ask, "signIn").toLowerCase(), code: textOf(ask, "code", 60) };
      const entered = await enterByRecovery(ask, typed);
      return entered.ok ? welcome(ask, entered.value) : entered;
    },
  },
  {
    method: "POST",
    path: "/sign-out",
    needs: "nobody",
    run: async (ask) => {
      const { parts, who, now } = ask;
      if (!who) return ok({ ...done.value, cookie: noCookie(ask.site.secure) });
      await parts.store.transaction(async (tx) => {
        await endSession(tx, who.person.id, who.session.id);
        await note(tx, { actor: who.person.id, now }, "person.sign-out", { session: who.session.id });
      });
      return ok({ ...done.value, cookie: noCookie(ask.site.secure) });
    },
  },
];

function tokenOf(ask: Ask): string {
  return textOf(ask, "token", 100);
}
