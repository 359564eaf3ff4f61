import { toHex } from "../base/hash.ts";
import { codeName } from "../domain/books/codes.ts";
import { decodeFacts } from "../domain/facts/codec.ts";
import { type Facts, field, occurrences } from "../domain/facts/facts.ts";
import { called } from "../domain/facts/object.ts";
import { formatMinor } from "../domain/money/money.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { listImports } from "../store/file-import.ts";
import type { Handle } from "../store/handle.ts";
import { readFacts } from "../store/object-facts.ts";
import { type ObjectTransfer, transfersOf } from "../store/object-transfers.ts";
import { type ObservationRow, observationsOf } from "../store/observation.ts";
import { type BuyerDetails, openBuyer } from "./buyers.ts";
import { hideBuyer, type RawRow, rawRecord, rawRows } from "./raw-rows.ts";
import { openSealed, type Sealing } from "./sealing.ts";

/** One raw thing seen, with its rows as read; `rows` is absent when the buyer they name was erased. */
export type StoryObservation = {
  readonly kind: string;
  readonly source: string;
  readonly file: string | undefined;
  readonly lineFrom: number | undefined;
  readonly lineTo: number | undefined;
  readonly asOf: string;
  readonly receivedAt: string;
  /** SHA-256 of the body, hex. */
  readonly fingerprint: string;
  /** Size of the body as received; undefined where `rows` is. */
  readonly bytes: number | undefined;
  readonly rows: readonly RawRow[] | undefined;
};

export type StoryTransfer = {
  readonly meaning: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: string;
  readonly currency: string;
};

export type StoryTxn = {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** The link of the audit chain that pins it. */
  readonly auditLink: number;
  readonly reverses: string | undefined;
  readonly transfers: readonly StoryTransfer[];
};

/** Everything about one object: what was seen, what is known from it, what is booked for it. */
export type Story = {
  readonly objectKey: string;
  readonly kind: string;
  readonly observations: readonly StoryObservation[];
  readonly known: Readonly<Record<string, string>>;
  readonly lines: readonly {
    readonly product: string;
    readonly name: string;
    readonly quantity: string;
    readonly amount: string;
    readonly times: number;
  }[];
  readonly incomplete: string | undefined;
  /** What is booked only in part, because something is known to be missing: a clause. */
  readonly waits: string | undefined;
  readonly booked: readonly StoryTxn[];
  /** Only when asked for. */
  readonly buyer?: BuyerDetails | "erased" | "not named";
};

/** Gathers the whole story of an object, or undefined when nothing of that key was ever seen. */
export async function tellStory(
  handle: Handle,
  sealing: Sealing,
  bookId: bigint,
  objectKey: string,
  options: { readonly showBuyer: boolean },
): Promise<Story | undefined> {
  const row = (await readFacts(handle, bookId, [objectKey])).get(objectKey);
  if (!row) return undefined;
  const facts = decodeFacts(row.facts);
  const wanted = called(row.source, facts);
  return {
    objectKey,
    kind: row.kind,
    observations: await seen(handle, sealing, bookId, objectKey, options.showBuyer),
    known: knownFields(facts),
    lines: facts.lines.map((line) => ({
      product: line.productId,
      name: line.productName,
      quantity: line.quantity,
      amount: line.amount,
      times: occurrences(line),
    })),
    incomplete: wanted.incomplete?.why,
    waits: wanted.sale?.refundWaits ? "it was partly refunded, but nobody has told yet how much that was" : undefined,
    booked: await bookedFor(handle, bookId, objectKey),
    ...(options.showBuyer ? { buyer: await buyerOf(handle, sealing, facts) } : {}),
  };
}

async function seen(
  handle: Handle,
  sealing: Sealing,
  bookId: bigint,
  objectKey: string,
  showBuyer: boolean,
): Promise<readonly StoryObservation[]> {
  const files = new Map((await listImports(handle, bookId)).map((one) => [one.id, one]));
  const out: StoryObservation[] = [];
  for (const row of await observationsOf(handle, bookId, objectKey)) {
    const body = await openSealed(handle, sealing, row.keyId, row.body, { kind: "observation", id: row.deliveryId });
    const file = row.importId === null ? undefined : files.get(row.importId);
    const text = body && Buffer.from(body).toString("utf8");
    const rows = text === undefined ? undefined : file ? rawRows(text, file.header) : rawRecord(text);
    out.push(toObservation(row, file?.fileName, body?.length, showBuyer ? rows : rows?.map(hideBuyer)));
  }
  return out;
}

function toObservation(
  row: ObservationRow,
  file: string | undefined,
  bytes: number | undefined,
  rows: readonly RawRow[] | undefined,
): StoryObservation {
  return {
    kind: row.kind,
    source: row.source,
    file,
    lineFrom: row.lineFrom === null ? undefined : Number(row.lineFrom),
    lineTo: row.lineTo === null ? undefined : Number(row.lineTo),
    asOf: isoTime(row.asOf),
    receivedAt: isoTime(row.receivedAt),
    fingerprint: toHex(row.bodyHash),
    bytes,
    rows,
  };
}

/** The newest value of each field; the buyer's id is left out. */
function knownFields(facts: Facts): Record<string, string> {
  const names = [...new Set(facts.views.flatMap((view) => Object.keys(view.fields)))]
    .filter((name) => name !== "buyer")
    .sort();
  const out: Record<string, string> = {};
  for (const name of names) out[name] = field(facts, name) as string;
  const at = facts.at ?? facts.dayAt;
  if (at !== undefined) out["at"] = isoTime(at);
  for (const [state, when] of Object.entries(facts.disputes)) out[`dispute.${state}`] = isoTime(when);
  for (const [total, when] of facts.refundSteps) out[`refunded by ${isoTime(when)}`] = total.toString();
  return out;
}

async function buyerOf(handle: Handle, sealing: Sealing, facts: Facts): Promise<NonNullable<Story["buyer"]>> {
  const id = field(facts, "buyer");
  if (id === undefined) return "not named";
  return (await openBuyer(handle, sealing, BigInt(id))) ?? "erased";
}

/** Everything that is booked for an object, in the order of booking; also for objects that were never observed. */
export async function bookedFor(handle: Handle, bookId: bigint, objectKey: string): Promise<readonly StoryTxn[]> {
  return toTxns(await transfersOf(handle, bookId, objectKey));
}

function toTxns(transfers: readonly ObjectTransfer[]): StoryTxn[] {
  const txns = new Map<string, StoryTxn & { transfers: StoryTransfer[] }>();
  for (const t of transfers) {
    let txn = txns.get(t.txnId);
    if (!txn) {
      txn = {
        id: t.txnId,
        seq: Number(t.seq),
        kind: t.kind,
        occurredAt: isoTime(t.occurredAt),
        recordedAt: isoTime(t.recordedAt),
        auditLink: Number(t.logSeq),
        reverses: t.reverses ?? undefined,
        transfers: [],
      };
      txns.set(t.txnId, txn);
    }
    txn.transfers.push({
      meaning: codeName(t.code) ?? `code ${t.code}`,
      debit: t.debit,
      credit: t.credit,
      amount: formatMinor(t.amount, t.currency),
      currency: t.currency,
    });
  }
  return [...txns.values()];
}
