import type { Millis } from "../base/clock.ts";
import { destroyCredentialKey } from "../store/data-key.ts";
import type { Tx } from "../store/handle.ts";
import { changePerson, type PersonRow, readPerson } from "../store/people.ts";

/** Puts another sealed seed of codes, or none, in the place of the one there is; the key of the old one is destroyed. */
export async function changeSeed(tx: Tx, personId: string, next: PersonRow["codeSeed"], at: Millis): Promise<void> {
  const before = (await readPerson(tx, personId))?.codeSeed;
  await changePerson(tx, personId, { codeSeed: next });
  if (before) await destroyCredentialKey(tx, before.keyId, at);
}
