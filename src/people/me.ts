import { isoTime } from "../domain/time/iso-time.ts";
import { listBooks } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { countRecovery } from "../store/people.ts";
import { passkeysOf } from "../store/people-passkey.ts";
import { permissionsOf } from "./permissions.ts";
import { readPreferences } from "./preferences.ts";
import type { SignedIn } from "./sessions.ts";

/** Who is signed in, as the pages are told. Moments are ISO 8601 in UTC. */
export async function meOf(handle: Handle, who: SignedIn): Promise<object> {
  const { person, session, freshUntil } = who;
  const names = new Map((await listBooks(handle)).map(({ slug, name }) => [slug, name]));
  return {
    id: person.id,
    name: person.name,
    signIn: person.signIn,
    books: who.books.map(({ id, role }) => ({ id, name: names.get(id) ?? id, role, may: permissionsOf[role] })),
    freshUntil: freshUntil === undefined ? null : isoTime(freshUntil),
    session: session.id,
    preferences: readPreferences(person.preferences),
    ways: {
      passkeys: (await passkeysOf(handle, person.id)).length,
      password: person.password !== undefined,
      codes: person.codeSeed !== undefined,
      recoveryLeft: await countRecovery(handle, person.id),
    },
  };
}
