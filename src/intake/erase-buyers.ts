import { salesOfBuyers } from "../store/buyer.ts";
import { destroySubjectKeys, findDataKey } from "../store/data-key.ts";
import type { Handle, Tx } from "../store/handle.ts";
import { findSubjects, readSubject, releaseSubjects, type SubjectRow } from "../store/subject.ts";
import { buyerFingerprint, openBuyer } from "./buyers.ts";
import { fetchKeys, type Sealing } from "./sealing.ts";

/** Whom one means: by e-mail, or the buyer that a sale names. */
export type BuyerAsked = { readonly email: string } | { readonly subjectId: bigint };

/**
 * Everybody in a book who is the same buyer: who answers to the e-mail, and who is known by a platform's id that goes
 * with it. Erased buyers are nobody; empty when nobody is found.
 */
export async function sameBuyer(
  handle: Handle,
  sealing: Sealing,
  bookId: bigint,
  asked: BuyerAsked,
): Promise<readonly SubjectRow[]> {
  const row = await findDataKey(handle, "lookup");
  const key = row && (await fetchKeys(handle, sealing, [row.id])).get(row.id);
  // Without it nobody was ever kept.
  if (!key) return [];
  const found = new Map<bigint, SubjectRow>();
  const add = async (lookups: readonly (Uint8Array | undefined)[]): Promise<void> => {
    const some = lookups.filter((one) => one !== undefined);
    for (const subject of (await findSubjects(handle, bookId, some)).values()) found.set(subject.id, subject);
  };
  if ("email" in asked) await add([buyerFingerprint(key, asked)]);
  else {
    const named = await readSubject(handle, asked.subjectId);
    if (named) found.set(named.id, named);
  }
  for (const { id } of [...found.values()]) {
    const details = await openBuyer(handle, sealing, id);
    if (details?.email) await add([buyerFingerprint(key, { email: details.email })]);
    const { platformId } = details ?? {};
    if (platformId === undefined) continue;
    const sources = new Set((await salesOfBuyers(handle, bookId, [id])).map(({ source }) => source));
    await add([...sources].map((source) => buyerFingerprint(key, { source, platformId })));
  }
  const all = [...found.values()];
  const living = await fetchKeys(
    handle,
    sealing,
    all.map(({ keyId }) => keyId),
  );
  return all.filter(({ keyId }) => living.has(keyId));
}

/** Destroys all that opens what is kept of these buyers, in the caller's transaction, and takes their fingerprints. */
export async function eraseSubjects(tx: Tx, subjects: readonly SubjectRow[], now: number): Promise<void> {
  await destroySubjectKeys(
    tx,
    subjects.map(({ keyId }) => keyId),
    now,
  );
  await releaseSubjects(
    tx,
    subjects.map(({ id }) => id),
  );
}
