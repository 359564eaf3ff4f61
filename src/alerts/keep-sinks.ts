import { assert } from "../base/assert.ts";
import type { Millis } from "../base/clock.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { openFields, sealFields } from "../intake/sealed-fields.ts";
import type { Sealing } from "../intake/sealing.ts";
import type { Sink } from "../spec/sink.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Handle, Tx } from "../store/handle.ts";
import { reserveIds } from "../store/reserve-ids.ts";
import { giveUpWaiting } from "../store/sent-message.ts";
import {
  addSinkRow,
  changeSinkRow,
  type Least,
  listSinkRows,
  readSinkRow,
  removeSinkRow,
  type SinkRow,
} from "../store/sink.ts";

type By = { readonly actor: string; readonly now: Millis };

/** What goes to a place, and how it is reached. */
export type NewSink = {
  readonly name: string;
  readonly kind: Sink;
  readonly settings: Readonly<Record<string, string>>;
  readonly least: Least;
  readonly reports: boolean;
  readonly quiet: string;
};

/** Keeps a place, its settings sealed. Its name is free: the caller has looked. */
export async function addSink(tx: Tx, sealing: Sealing, asked: NewSink, by: By): Promise<SinkRow> {
  const [id] = await reserveIds(tx, "sink", 1);
  assert(id !== undefined, "one id was asked for and one given");
  const { name, kind, least, reports, quiet } = asked;
  const { keyId, sealed } = await sealFields(tx, sealing, asked.settings, belongingOf({ id, kind: kind.id }));
  await addSinkRow(tx, { id, name, kind: kind.id, keyId, settings: sealed, least, reports, quiet, createdAt: by.now });
  await audit(tx, by, "sink.add", { sink: id, name, kind: kind.id });
  const kept = await readSinkRow(tx, id);
  assert(kept !== undefined, "a sink that was just kept is there");
  return kept;
}

/** Makes the places that are there from the start; they take everything. */
export async function keepStandingSinks(tx: Tx, kinds: readonly Sink[], now: Millis): Promise<void> {
  const rows = await listSinkRows(tx);
  for (const { id: kind, standing } of kinds) {
    if (!standing || rows.some((row) => row.kind === kind)) continue;
    const [id] = await reserveIds(tx, "sink", 1);
    assert(id !== undefined, "one id was asked for and one given");
    const nothing = { keyId: undefined, settings: new Uint8Array(0) };
    await addSinkRow(tx, {
      id,
      name: kind,
      kind,
      ...nothing,
      least: "minor",
      reports: true,
      quiet: "",
      createdAt: now,
    });
  }
}

/** What goes to a place, and when it is left alone. */
export type SinkChange = Pick<SinkRow, "least" | "reports" | "quiet">;

/** Changes what goes to a place. */
export async function changeSinkTo(tx: Tx, sink: SinkRow, change: SinkChange, by: By): Promise<void> {
  const { least, reports, quiet } = change;
  await changeSinkRow(tx, sink.id, { least, reports, quiet });
  await audit(tx, by, "sink.change", { sink: sink.id, name: sink.name, least, reports, quiet });
}

/** Takes a place out of use: what it was given is gone for good, and what waits for it is not sent. */
export async function removeSink(tx: Tx, sink: SinkRow, by: By): Promise<void> {
  await removeSinkRow(tx, sink.id);
  await giveUpWaiting(tx, sink.id, "It was removed before this could be sent.", by.now);
  await audit(tx, by, "sink.remove", { sink: sink.id, name: sink.name, kind: sink.kind });
}

/** What a person gave for it, by the names of the fields; undefined for a removed one. */
export async function openSettings(
  handle: Handle,
  sealing: Sealing,
  sink: SinkRow,
): Promise<Readonly<Record<string, string>> | undefined> {
  if (sink.state === "removed") return undefined;
  if (sink.keyId === undefined) return {};
  const fields = await openFields(handle, sealing, { keyId: sink.keyId, sealed: sink.settings }, belongingOf(sink));
  return fields && Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.reveal()]));
}

/** Sealed settings cannot be moved to another place. */
function belongingOf({ id, kind }: Pick<SinkRow, "id" | "kind">): { kind: string; id: string } {
  return { kind: "sink", id: `${id}/${kind}` };
}

async function audit(
  tx: Tx,
  { actor, now }: By,
  action: string,
  about: Parameters<typeof auditPayload>[0],
): Promise<void> {
  await appendAudit(tx, [{ ts: now, actor, action, payload: auditPayload(about) }]);
}
