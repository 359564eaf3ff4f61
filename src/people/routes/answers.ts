import { ok } from "../../base/result.ts";
import type { Handle } from "../../store/handle.ts";
import { readPerson } from "../../store/people.ts";
import { sessionsOf } from "../../store/people-session.ts";
import type { Answered, Ask } from "../ask.ts";
import { meOf } from "../me.ts";
import { peopleLimits as limits } from "../people-limits.ts";
import { booksOf, type SignedIn } from "../sessions.ts";
import type { Entered } from "../sign-in.ts";
import { sessionCookie } from "../site.ts";
import { tokenHash } from "../tokens.ts";

/** Done, and nothing to tell. */
export const done = ok({ body: { done: true } });

/** Who she is now, and the cookie of her new session. */
export async function welcome(ask: Ask, entered: Entered, more: object = {}): Answered {
  const who = await freshlyIn(ask.parts.store, entered);
  const me = who && (await meOf(ask.parts.store, who));
  return ok({ body: { me, ...more }, cookie: cookieOf(ask, entered.token) });
}

/** The cookie for a token, as long as its session may last. */
export function cookieOf({ site }: Ask, token: string): string {
  return sessionCookie(token, site.secure, limits.sessionMs / 1000);
}

async function freshlyIn(handle: Handle, { personId, token }: Entered): Promise<SignedIn | undefined> {
  const person = await readPerson(handle, personId);
  const hash = tokenHash("session", token);
  const session = (await sessionsOf(handle, personId)).find((one) => Buffer.compare(one.hash, hash) === 0);
  if (!person || !session) return undefined;
  return { person, session, books: await booksOf(handle, personId), freshUntil: session.freshUntil };
}
