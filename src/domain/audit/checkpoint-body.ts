import { assert } from "../../base/assert.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { isoTime, parseIsoTime } from "../time/iso-time.ts";
import { fromBase64, toBase64 } from "./note.ts";

/** What a checkpoint says of the log, in the form of C2SP tlog-checkpoint. */
export type CheckpointBody = {
  /** Which log: `millrace/<installation id>`. */
  readonly origin: string;
  /** Number of entries, so also the seq of the newest one. */
  readonly size: number;
  /** RFC 6962 root over the hashes of entries 1 … size. */
  readonly root: Uint8Array;
  /** Hash of entry `size`, so that a walk along the chain can be taken up from here. */
  readonly head: Uint8Array;
  /** UTC milliseconds. */
  readonly time: number;
  /** Per currency code the hash of the trial balance. */
  readonly trialBalance: ReadonlyMap<string, Uint8Array>;
};

/** The text that is signed. The first three lines are C2SP's, the others are extension lines of ours. */
export function formatCheckpointBody(body: CheckpointBody): string {
  assert(/^[^+\s]+$/u.test(body.origin), "an origin has neither spaces nor plus signs");
  const balances = [...body.trialBalance].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = [
    body.origin,
    String(body.size),
    toBase64(body.root),
    `time ${isoTime(body.time)}`,
    `head ${toBase64(body.head)}`,
    ...balances.map(([currency, hash]) => `trial-balance ${currency} ${toBase64(hash)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** Reads the text of a checkpoint; the error completes "… is not a checkpoint: ". Lines of other kinds are passed over. */
export function parseCheckpointBody(text: string): Result<CheckpointBody, string> {
  const [origin = "", sizeText = "", rootText = "", ...more] = text.split("\n").slice(0, -1);
  if (origin === "" || !/^(?:0|[1-9][0-9]{0,15})$/.test(sizeText)) return err("its second line is not a size");
  const size = Number(sizeText);
  const root = hashOf(rootText);
  if (!Number.isSafeInteger(size) || !root) return err("its third line is not a root");
  let time: number | undefined;
  let head: Uint8Array | undefined;
  const trialBalance = new Map<string, Uint8Array>();
  for (const line of more) {
    const [word, value = "", third = ""] = line.split(" ");
    if (word === "time") time = parseIsoTime(value);
    else if (word === "head") head = hashOf(value);
    else if (word === "trial-balance") {
      const hash = hashOf(third);
      if (!hash || trialBalance.has(value)) return err("a trial-balance line is not readable");
      trialBalance.set(value, hash);
    }
  }
  if (time === undefined || !head) return err("it lacks the time or the head line");
  return ok({ origin, size, root, head, time, trialBalance });
}

function hashOf(text: string): Uint8Array | undefined {
  const bytes = fromBase64(text);
  return bytes?.length === 32 ? bytes : undefined;
}
