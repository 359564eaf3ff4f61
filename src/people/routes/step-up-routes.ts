import { problem } from "../../base/problem.ts";
import { err, ok } from "../../base/result.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { Tx } from "../../store/handle.ts";
import { readPerson } from "../../store/people.ts";
import { notePasskeyUse, passkeyOfCredential, passkeysOf } from "../../store/people-passkey.ts";
import { type Answered, type Ask, codeOf, type PeopleRoute, textOf } from "../ask.ts";
import { byAddress, byName, giveBack, noteFailed, takeTry } from "../lock-out.ts";
import { freshen, type SignedIn } from "../sessions.ts";
import { refuseNameless } from "../site.ts";
import { codeWrong, takeCode } from "../ways-in.ts";
import { cookieOf } from "./answers.ts";

/** Showing once more that it is she, for what needs a fresh proof. The session's token changes. */
export const stepUpRoutes: readonly PeopleRoute[] = [
  {
    method: "POST",
    path: "/step-up/passkey/begin",
    needs: "person",
    run: async (ask, { person, session }) => {
      const nameless = refuseNameless(ask.site);
      if (nameless) return err(nameless);
      const known = await passkeysOf(ask.parts.store, person.id);
      if (known.length === 0) return err(problem("no-passkey", "You have no passkey yet.", { fix: "Use a code." }));
      return ok({ body: await ask.ceremonies.beginProof(ask.site, `step-up ${session.id}`, known) });
    },
  },
  {
    method: "POST",
    path: "/step-up/passkey/finish",
    needs: "person",
    run: async (ask, who) => {
      const { parts, site } = ask;
      const find = async (credential: string) => {
        const found = await passkeyOfCredential(parts.store, credential);
        return found?.personId === who.person.id ? found : undefined;
      };
      const about = `step-up ${who.session.id}`;
      const shown = await ask.ceremonies.finishProof(site, about, textOf(ask, "ceremony"), ask.body["response"], find);
      if (!shown.ok) return shown;
      return opened(ask, who, "passkey", async (tx) => {
        await notePasskeyUse(tx, shown.value.id, shown.value.counter, ask.now);
        return true;
      });
    },
  },
  {
    method: "POST",
    path: "/step-up/code",
    needs: "person",
    run: async (ask, who) => {
      const { parts, browser } = ask;
      const code = codeOf(ask);
      const [name, address] = [byName(`step-up ${who.person.id}`), byAddress(browser.address)];
      const may = await takeTry(parts, [name, address]);
      if (!may.ok) return may;
      const answer = await opened(ask, who, "code", async (tx) => {
        const person = await readPerson(tx, who.person.id);
        if (!person || !(await takeCode(tx, parts, person, code))) return false;
        await giveBack(tx, name, address);
        return true;
      });
      if (!answer.ok) await noteFailed(parts, name);
      return answer;
    },
  },
];

async function opened(ask: Ask, who: SignedIn, how: string, shown: (tx: Tx) => Promise<boolean>): Answered {
  const fresh = await ask.parts.store.transaction(async (tx) =>
    (await shown(tx)) ? freshen(tx, ask.parts, who, how) : undefined,
  );
  if (!fresh) return err(codeWrong());
  return ok({ body: { freshUntil: isoTime(fresh.freshUntil) }, cookie: cookieOf(ask, fresh.token) });
}
