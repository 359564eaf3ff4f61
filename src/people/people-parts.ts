import type { Clock, Millis } from "../base/clock.ts";
import type { Ids } from "../base/ids.ts";
import type { Log } from "../base/log.ts";
import type { Random } from "../base/random.ts";
import type { PayloadValue } from "../domain/audit/payload.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Handle, Store, Tx } from "../store/handle.ts";

/** Seals what must be read again, under the installation's keys. Bound to the person: it opens as nobody else's. */
export type PersonSeal = {
  seal(tx: Tx, personId: string, plain: Uint8Array): Promise<{ readonly keyId: bigint; readonly sealed: Uint8Array }>;
  open(
    handle: Handle,
    personId: string,
    sealed: { readonly keyId: bigint; readonly sealed: Uint8Array },
  ): Promise<Uint8Array | undefined>;
};

/** What people are made from. */
export type PeopleParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly log: Pick<Log, "error" | "warn">;
  readonly sealing: PersonSeal;
  /**
   * What else ends in the same commit when a person leaves a book: the yeses she gave that were not carried out yet.
   * The rooms above know how.
   */
  readonly onLeave: (tx: Tx, personId: string, bookId: bigint, by: By) => Promise<void>;
};

/** Who does something, and when. */
export type By = { readonly actor: string; readonly now: Millis };

/**
 * Writes down that a session or key is in use. A full disk or a writer who takes long keeps nobody from looking: the
 * moment is only shown in a list.
 */
export async function noteQuietly(parts: PeopleParts, work: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await parts.store.transaction(work);
  } catch (cause) {
    parts.log.warn({ room: "people", err: cause }, "That a session or key was used could not be written down.");
  }
}

/** Writes into the audit record, in the commit of the effect. Ids only: never a name, an address or a secret. */
export async function note(tx: Tx, by: By, action: string, about: PayloadValue): Promise<void> {
  await appendAudit(tx, [{ ts: by.now, actor: by.actor, action, payload: auditPayload(about) }]);
}
