import type { Millis } from "../../base/clock.ts";
import type { Problem } from "../../base/problem.ts";
import { ok, type Result } from "../../base/result.ts";
import type { FileProfile } from "../../spec/file-profile.ts";
import { openCsv } from "../csv/open-csv.ts";
import { chooseProfile } from "../profiles/choose-profile.ts";
import type { ImportFile } from "./run-import.ts";

/** A file on its way in: its bytes are uncompressed as they are read. */
export type IncomingFile = {
  readonly fileName: string;
  /** SHA-256 of the uncompressed content, hex. */
  readonly fileHash: string;
  /** When the file was last written. */
  readonly modifiedAt: Millis;
  readonly bytes: () => AsyncIterable<Uint8Array>;
};

export type ImportChoices = {
  /** The layout's id, when the person forced it. */
  readonly as?: string;
  readonly currency?: string;
  readonly timeZone: string;
};

/** Looks at the beginning of a file and decides how it is read; nothing is stored yet. */
export async function openFile(
  incoming: IncomingFile,
  profiles: readonly FileProfile[],
  choices: ImportChoices,
  now: Millis,
): Promise<Result<ImportFile, Problem>> {
  const csv = await openCsv(incoming.bytes());
  if (!csv.ok) return csv;
  const chosen = chooseProfile(csv.value.candidates, profiles, choices.as);
  if (!chosen.ok) return chosen;
  const { profile, header } = chosen.value;
  return ok({
    fileName: incoming.fileName,
    fileHash: incoming.fileHash,
    asOf: Math.min(incoming.modifiedAt, now),
    profile,
    header: header.cells,
    options: { currency: choices.currency, timeZone: choices.timeZone },
    items: () => csv.value.read(header),
    notes: csv.value.notes,
    brokenOff: csv.value.brokenOff,
  });
}
