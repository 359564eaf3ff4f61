import { sha256, toHex } from "../../base/hash.ts";
import type { Rejected } from "../../spec/connector.ts";
import type { Tx } from "../../store/handle.ts";
import { addQuarantine, openAmong, resolveQuarantine, touchQuarantine } from "../../store/quarantine.ts";
import { standingKey } from "../sealing.ts";
import type { Live } from "./live.ts";

/**
 * Keeps what could not be understood, sealed, with its reason, and lets out what can be read now. A record that is met
 * again for the same reason is kept once, however its words change. Returns how many are new in quarantine.
 */
export async function keepQuarantine(
  tx: Tx,
  live: Live,
  stream: string,
  readable: readonly string[],
  rejected: readonly Rejected[],
): Promise<number> {
  const now = live.clock.now();
  const ids = [...new Set([...readable, ...rejected.map((one) => one.id)])];
  const open = await openAmong(tx, live.connection.id, stream, ids);
  if (open.length === 0 && rejected.length === 0) return 0;
  const wordOf = (id: string, reason: string): string => `${id}\n${reason}`;
  const known = new Map(open.map((row) => [wordOf(row.objectId, row.reason), row.id]));
  const faults = new Map(rejected.map((one) => [wordOf(one.id, one.reason), one]));
  const met = [...faults.keys()].flatMap((word) => known.get(word) ?? []);
  // Records without an id cannot be told apart: only a whole look tells that one is gone.
  const over = open.filter((row) => row.objectId !== "" && !met.includes(row.id)).map((row) => row.id);
  await touchQuarantine(tx, met, now);
  await resolveQuarantine(tx, over, now);
  const fresh = [...faults].flatMap(([word, one]) => (known.has(word) ? [] : [one]));
  await add(tx, live, stream, fresh, now);
  return fresh.length;
}

async function add(tx: Tx, live: Live, stream: string, rejected: readonly Rejected[], now: number): Promise<void> {
  if (rejected.length === 0) return;
  const { id: keyId, key } = await standingKey(tx, live.sealing, "records");
  const rows = rejected.map((one) => {
    const body = Buffer.from(one.raw, "utf8");
    const bodyHash = sha256(body);
    const id = quarantineSealId(live.connection.id, stream, bodyHash);
    return {
      objectId: one.id,
      reason: one.reason,
      keyId,
      body: live.sealing.seal(body, key, { kind: "quarantine", id }),
      bodyHash,
    };
  });
  await addQuarantine(tx, live.connection.id, stream, rows, now);
}

/** What the sealed body of a quarantined record belongs to. */
export function quarantineSealId(connectionId: bigint, stream: string, bodyHash: Uint8Array): string {
  return `${connectionId}/${stream}/${toHex(bodyHash)}`;
}
