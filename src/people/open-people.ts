import { hasOwner, lockPeople } from "../store/people.ts";
import { openCeremonies } from "./ceremonies.ts";
import { handleAuth } from "./handle.ts";
import { principalOfKey } from "./keys.ts";
import { linkUrl } from "./link-url.ts";
import { makeLink } from "./links.ts";
import { openPasswords } from "./passwords.ts";
import type { OneTimeLink, People } from "./people.ts";
import type { PeopleParts } from "./people-parts.ts";
import { type Principal, sessionPrincipal } from "./principal.ts";
import { noteUse, signedIn } from "./sessions.ts";

/** People over an open installation. Nothing large is loaded until somebody comes in. */
export function openPeople(parts: PeopleParts): People {
  const deps = { parts, ceremonies: openCeremonies(parts), passwords: openPasswords() };
  return {
    handle: (request, caller = {}) => handleAuth(deps, request, caller),
    whoIs: (request) => whoIs(parts, request),
    isUnowned: async () => !(await hasOwner(parts.store)),
    setUpLink: (at) => setUpLink(parts, at.origin ?? `http://localhost:${at.port}`, "engine"),
  };
}

async function whoIs(parts: PeopleParts, request: Request): Promise<Principal | undefined> {
  const header = request.headers.get("authorization");
  // Who comes with a key is judged by the key alone, also when it is wrong.
  if (header !== null) return principalOfKey(parts, header);
  const who = await signedIn(parts, request);
  if (!who) return undefined;
  await noteUse(parts, who);
  const { person, books, session, freshUntil } = who;
  const fresh = freshUntil === undefined ? {} : { freshUntil };
  return sessionPrincipal({ id: person.id, name: person.name, through: session.id, books, ...fresh });
}

/** A new set-up link, as long as nobody owns the installation; the one before ends. */
export async function setUpLink(parts: PeopleParts, origin: string, actor: string): Promise<OneTimeLink | undefined> {
  const now = parts.clock.now();
  return parts.store.transaction(async (tx) => {
    await lockPeople(tx);
    if (await hasOwner(tx)) return undefined;
    const { token, expiresAt } = await makeLink(tx, parts, { kind: "set-up" }, { actor, now });
    return { url: linkUrl(origin, token), expiresAt };
  });
}
