import { problem } from "../../base/problem.ts";
import { err, ok } from "../../base/result.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { changePerson } from "../../store/people.ts";
import { passkeysOf, renamePasskey } from "../../store/people-passkey.ts";
import { endSession, endSessions, sessionsOf } from "../../store/people-session.ts";
import { codeOf, FieldWrong, nameOf, type PeopleRoute, rawText, textOf } from "../ask.ts";
import { newSeed } from "../codes.ts";
import { meOf } from "../me.ts";
import { passwordFault } from "../passwords.ts";
import { peopleLimits as limits } from "../people-limits.ts";
import { note } from "../people-parts.ts";
import { changePreferences, readPreferences } from "../preferences.ts";
import { refuseNameless } from "../site.ts";
import {
  checkNewSeed,
  dropPasskey,
  dropPassword,
  endOtherSessions,
  keepPasskey,
  keepPassword,
  renewRecovery,
} from "../ways-in.ts";
import { done } from "./answers.ts";

/** What a person sees and changes of herself. */
export const meRoutes: readonly PeopleRoute[] = [
  {
    method: "GET",
    path: "/me",
    needs: "person",
    run: async ({ parts }, who) => ok({ body: await meOf(parts.store, who) }),
  },
  {
    method: "PATCH",
    path: "/me",
    needs: "person",
    run: async (ask, who) => {
      const { parts, body } = ask;
      const { person } = who;
      const name = body["name"] === undefined ? person.name : nameOf(ask);
      const wanted = changePreferences(readPreferences(person.preferences), body["preferences"] ?? {});
      if (!wanted.ok) throw new FieldWrong("preferences", wanted.error.sentence);
      const preferences = JSON.stringify(wanted.value);
      await parts.store.transaction((tx) => changePerson(tx, person.id, { name, preferences }));
      return ok({ body: await meOf(parts.store, { ...who, person: { ...person, name, preferences } }) });
    },
  },
  {
    method: "GET",
    path: "/passkeys",
    needs: "person",
    run: async ({ parts }, { person }) => {
      const items = (await passkeysOf(parts.store, person.id)).map((one) => ({
        id: one.id,
        name: one.name,
        synced: one.backedUp,
        madeAt: isoTime(one.madeAt),
        usedAt: one.usedAt === undefined ? null : isoTime(one.usedAt),
      }));
      return ok({ body: { items } });
    },
  },
  {
    method: "POST",
    path: "/passkeys/begin",
    needs: "fresh",
    run: async (ask, { person }) => {
      const nameless = refuseNameless(ask.site);
      if (nameless) return err(nameless);
      const known = await passkeysOf(ask.parts.store, person.id);
      const who = { id: person.id, name: `${person.name} (${person.signIn})` };
      return ok({ body: await ask.ceremonies.beginNew(ask.site, `passkey ${person.id}`, who, known) });
    },
  },
  {
    method: "POST",
    path: "/passkeys/finish",
    needs: "fresh",
    run: async (ask, { person }) => {
      const { parts, site } = ask;
      const name = nameOf(ask);
      const about = `passkey ${person.id}`;
      const made = await ask.ceremonies.finishNew(site, about, textOf(ask, "ceremony"), ask.body["response"]);
      if (!made.ok) return made;
      const kept = await parts.store.transaction((tx) => keepPasskey(tx, parts, person.id, made.value, name));
      return kept.ok ? ok({ body: { id: kept.value, name } }) : kept;
    },
  },
  {
    method: "PATCH",
    path: "/passkeys/:id",
    needs: "person",
    run: async (ask, { person }) => {
      const name = nameOf(ask);
      const renamed = await ask.parts.store.transaction((tx) => renamePasskey(tx, person.id, ask.id, name));
      return renamed ? done : err(problem("unknown-passkey", "You have no such passkey."));
    },
  },
  {
    method: "DELETE",
    path: "/passkeys/:id",
    needs: "fresh",
    run: async (ask, { person }) => {
      const dropped = await dropPasskey(ask.parts, person, ask.id);
      return dropped.ok ? done : dropped;
    },
  },
  {
    method: "POST",
    path: "/password/seed",
    needs: "fresh",
    run: async ({ parts }, { person }) => ok({ body: newSeed(parts.random, person.signIn) }),
  },
  {
    method: "PUT",
    path: "/password",
    needs: "fresh",
    run: async (ask, { person, session }) => {
      const { parts, body } = ask;
      const password = rawText(ask, "password", limits.passwordLengthMax * 2);
      const weak = passwordFault(password, person.signIn);
      if (weak) return err(weak);
      const asksSeed = body["seed"] !== undefined || person.codeSeed === undefined;
      const seed = asksSeed ? checkNewSeed(parts, { seed: textOf(ask, "seed"), code: codeOf(ask) }) : undefined;
      if (seed && !seed.ok) return seed;
      const hash = await ask.passwords.hash(password);
      await parts.store.transaction(async (tx) => {
        await keepPassword(tx, parts, person.id, { hash, ...seed?.value });
        await endOtherSessions(tx, parts, person.id, session.id);
      });
      return done;
    },
  },
  {
    method: "DELETE",
    path: "/password",
    needs: "fresh",
    run: async (ask, { person }) => {
      const dropped = await dropPassword(ask.parts, person);
      return dropped.ok ? done : dropped;
    },
  },
  {
    method: "POST",
    path: "/recovery",
    needs: "fresh",
    run: async ({ parts }, { person }) => {
      const recoveryCodes = await parts.store.transaction((tx) => renewRecovery(tx, parts, person.id));
      return ok({ body: { recoveryCodes } });
    },
  },
  {
    method: "GET",
    path: "/sessions",
    needs: "person",
    run: async ({ parts, now }, { person, session }) => {
      const live = (await sessionsOf(parts.store, person.id)).filter(
        ({ usedAt, madeAt }) => now - usedAt < limits.sessionIdleMs && now - madeAt < limits.sessionMs,
      );
      const items = live.map((one) => ({
        id: one.id,
        here: one.id === session.id,
        agent: one.agent,
        address: one.address,
        madeAt: isoTime(one.madeAt),
        usedAt: isoTime(one.usedAt),
        endsAt: isoTime(Math.min(one.madeAt + limits.sessionMs, one.usedAt + limits.sessionIdleMs)),
      }));
      return ok({ body: { items } });
    },
  },
  {
    method: "DELETE",
    path: "/sessions/:id",
    needs: "person",
    run: async ({ parts, id, now }, { person }) => {
      const ended = await parts.store.transaction(async (tx) => {
        const was = await endSession(tx, person.id, id);
        if (was) await note(tx, { actor: person.id, now }, "session.ended", { person: person.id, session: id });
        return was;
      });
      return ended ? done : err(problem("unknown-session", "You have no such session."));
    },
  },
  {
    method: "DELETE",
    path: "/sessions",
    needs: "person",
    run: async ({ parts, now }, { person, session }) => {
      const ended = await parts.store.transaction(async (tx) => {
        const count = await endSessions(tx, person.id, session.id);
        await note(tx, { actor: person.id, now }, "session.ended", { person: person.id, count });
        return count;
      });
      return ok({ body: { ended } });
    },
  },
];
