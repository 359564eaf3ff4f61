import type { Selectable } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Severity } from "../domain/alert/severity.ts";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** The least urgent alerts that go to a sink; "none": no alerts at all. */
export type Least = Severity | "none";

/** One place where messages go. */
export type SinkRow = {
  readonly id: bigint;
  /** The owner's name for it; unique among those in use. */
  readonly name: string;
  /** The id of its code: "slack". */
  readonly kind: string;
  readonly state: "on" | "removed";
  /** The data key that seals `settings`; absent where there is nothing to seal. */
  readonly keyId: bigint | undefined;
  /** Sealed; empty where there are none, and once it was removed. */
  readonly settings: Uint8Array;
  readonly least: Least;
  /** Whether daily reports go there. */
  readonly reports: boolean;
  /** Hours in which it is left alone: "22:00-07:00 Africa/Nairobi"; "" for none. */
  readonly quiet: string;
  readonly createdAt: Millis;
  /** When it last took a message. */
  readonly sentAt: Millis | undefined;
  /** Why it takes none now, one sentence, and since when. */
  readonly failure: string | undefined;
  readonly failingSince: Millis | undefined;
};

/** Adds a sink under an id from `reserveIds` (the sealed settings bind it). */
export async function addSinkRow(
  tx: Tx,
  row: Omit<SinkRow, "state" | "sentAt" | "failure" | "failingSince">,
): Promise<void> {
  await tx.q
    .insertInto("sink")
    .values({
      id: row.id,
      name: row.name,
      kind: row.kind,
      state: "on",
      key_id: row.keyId ?? null,
      settings: row.settings,
      least: row.least,
      reports: row.reports ? 1n : 0n,
      quiet: row.quiet,
      created_at: BigInt(row.createdAt),
      sent_at: null,
      failure: null,
      failing_since: null,
    })
    .execute();
}

/** Takes a sink out of use; what it was given goes for good, its messages stay. */
export async function removeSinkRow(tx: Tx, id: bigint): Promise<void> {
  await tx.q
    .updateTable("sink")
    .set({ state: "removed", settings: new Uint8Array(0), failure: null, failing_since: null })
    .where("id", "=", id)
    .execute();
}

/** Changes what goes to a sink. */
export async function changeSinkRow(
  tx: Tx,
  id: bigint,
  { least, reports, quiet }: Pick<SinkRow, "least" | "reports" | "quiet">,
): Promise<void> {
  await tx.q
    .updateTable("sink")
    .set({ least, reports: reports ? 1n : 0n, quiet })
    .where("id", "=", id)
    .execute();
}

/** It took a message: what stood against it is over. */
export async function noteSinkSent(tx: Tx, id: bigint, at: Millis): Promise<void> {
  await tx.q
    .updateTable("sink")
    .set({ sent_at: BigInt(at), failure: null, failing_since: null })
    .where("id", "=", id)
    .execute();
}

/** It takes no messages; the first failure of a row says since when. */
export async function noteSinkFailure(tx: Tx, id: bigint, failure: string, at: Millis): Promise<void> {
  await tx.q
    .updateTable("sink")
    .set(({ fn, val, ref }) => ({ failure, failing_since: fn.coalesce(ref("failing_since"), val(BigInt(at))) }))
    .where("id", "=", id)
    .where("state", "=", "on")
    .execute();
}

/** The sinks in use, oldest first. */
export async function listSinkRows(handle: Handle): Promise<readonly SinkRow[]> {
  const rows = await handle.q.selectFrom("sink").selectAll().where("state", "=", "on").orderBy("id").execute();
  return rows.map(toSink);
}

/** The sink with this id, removed or not, or undefined. */
export async function readSinkRow(handle: Handle, id: bigint): Promise<SinkRow | undefined> {
  const row = await handle.q.selectFrom("sink").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toSink(row);
}

function toSink(row: Selectable<Database["sink"]>): SinkRow {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    state: row.state as SinkRow["state"],
    keyId: row.key_id ?? undefined,
    settings: row.settings,
    least: row.least as Least,
    reports: row.reports === 1n,
    quiet: row.quiet,
    createdAt: Number(row.created_at),
    sentAt: row.sent_at === null ? undefined : Number(row.sent_at),
    failure: row.failure ?? undefined,
    failingSince: row.failing_since === null ? undefined : Number(row.failing_since),
  };
}
