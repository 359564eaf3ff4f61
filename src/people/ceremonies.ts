import type { Clock, Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { PasskeyRow } from "../store/people-passkey.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import type { Site } from "./site.ts";
import { newToken } from "./tokens.ts";
import type { Challenge, NewPasskey } from "./web-authn.ts";

/** What a browser's `navigator.credentials` is asked, and the name under which its answer is awaited. */
export type Begun = { readonly ceremony: string; readonly options: unknown };

/**
 * Passkey ceremonies under way. They live in memory: a stranger who begins thousands writes nothing into the books, and
 * the oldest make room. After a restart a person presses the button once more. `about` binds a ceremony to what it was
 * begun for; each can be ended once.
 */
export type Ceremonies = {
  beginNew(
    site: Site,
    about: string,
    person: { readonly id: string; readonly name: string },
    known: readonly PasskeyRow[],
  ): Promise<Begun>;
  /** Problems: `ceremony-over`, `passkey-refused`. */
  finishNew(site: Site, about: string, ceremony: string, response: unknown): Promise<Result<NewPasskey, Problem>>;
  /** With nobody's passkeys named, the device offers those it has for this address. */
  beginProof(site: Site, about: string, known: readonly PasskeyRow[]): Promise<Begun>;
  /** The passkey that was shown, its counter as it is now. Problems: `ceremony-over`, `passkey-refused`. */
  finishProof(
    site: Site,
    about: string,
    ceremony: string,
    response: unknown,
    find: (credential: string) => Promise<PasskeyRow | undefined>,
  ): Promise<Result<PasskeyRow, Problem>>;
};

type Waiting = { readonly about: string; readonly challenge: Challenge; readonly until: Millis };

/** Ceremonies over better-auth's WebAuthn, which is loaded when the first one begins. */
export function openCeremonies({ clock, random }: { readonly clock: Clock; readonly random: Random }): Ceremonies {
  const waiting = new Map<string, Waiting>();
  const secret = newToken(random, limits.tokenBytes);
  const keep = (about: string, { challenge, options }: { challenge: Challenge; options: unknown }): Begun => {
    const ceremony = newToken(random, limits.linkBytes);
    for (const oldest of waiting.keys()) {
      if (waiting.size < limits.ceremoniesMax) break;
      waiting.delete(oldest);
    }
    waiting.set(ceremony, { about, challenge, until: clock.now() + limits.ceremonyMs });
    return { ceremony, options };
  };
  const take = (about: string, ceremony: string): Challenge | undefined => {
    const found = waiting.get(ceremony);
    if (found?.about !== about) return undefined;
    waiting.delete(ceremony);
    return found.until > clock.now() ? found.challenge : undefined;
  };
  return {
    beginNew: async (site, about, person, known) => {
      const { askForNew } = await import("./web-authn.ts");
      return keep(about, await askForNew(site, secret, person, known));
    },
    finishNew: async (site, about, ceremony, response) => {
      const challenge = take(about, ceremony);
      if (!challenge) return err(over());
      const { checkNew } = await import("./web-authn.ts");
      const made = await checkNew(site, secret, challenge, response);
      return made ? ok(made) : err(refused());
    },
    beginProof: async (site, about, known) => {
      const { askForProof } = await import("./web-authn.ts");
      return keep(about, await askForProof(site, secret, known));
    },
    finishProof: async (site, about, ceremony, response, find) => {
      const challenge = take(about, ceremony);
      if (!challenge) return err(over());
      const { checkProof } = await import("./web-authn.ts");
      const shown = await checkProof(site, secret, challenge, response, find);
      return shown ? ok(shown) : err(refused());
    },
  };
}

function over(): Problem {
  return problem("ceremony-over", "That took too long, or was done already.", {
    kept: "Nothing was changed.",
    fix: "Press the button once more.",
  });
}

function refused(): Problem {
  return problem("passkey-refused", "This passkey is not known here, or the device did not check that it is you.", {
    kept: "Nothing was changed.",
    fix: "Try another passkey, or sign in with a password.",
  });
}
