import { join } from "node:path";
import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { HeaderCandidate } from "../intake/csv/find-header.ts";
import { openCsv } from "../intake/csv/open-csv.ts";
import { openFileBytes } from "../intake/files/open-file-bytes.ts";
import { findUpload, keepUpload, sweepUploads, type Upload } from "../intake/files/uploads.ts";
import type { Workplace } from "./workplace.ts";

/** The largest file that is taken over HTTP: its rehearsal holds up other writers for some seconds. */
export const uploadBytesMax = 32 * 1_048_576;

/** How long a file waits to be imported. */
const keptMs = 24 * 60 * 60_000;

/** Where files that came over HTTP lie. */
export const uploadsFolder = ({ installation }: Pick<Workplace, "installation">): string =>
  join(installation.dataDir, "uploads");

/** Takes a file in, without reading it. Problems: `upload-too-large`, `upload-not-kept`. */
export async function receiveUpload(
  workplace: Pick<Workplace, "installation" | "clock" | "ids">,
  file: { readonly name: string; readonly modifiedAt: Millis | undefined },
  pieces: AsyncIterable<Uint8Array>,
): Promise<Result<Upload, Problem>> {
  const now = workplace.clock.now();
  const folder = uploadsFolder(workplace);
  await sweepUploads(folder, now - keptMs);
  const modifiedAt = Math.min(file.modifiedAt ?? now, now);
  return keepUpload(
    folder,
    { id: workplace.ids.next(), name: file.name, modifiedAt, bytesMax: uploadBytesMax },
    pieces,
  );
}

/** The upload, or problem `unknown-upload`. */
export async function uploadNamed(
  workplace: Pick<Workplace, "installation">,
  id: string,
): Promise<Result<Upload, Problem>> {
  const upload = /^[0-9a-f-]{36}$/.test(id) ? await findUpload(uploadsFolder(workplace), id) : undefined;
  if (upload) return ok(upload);
  return err(
    problem("unknown-upload", "This file is not here any more.", {
      kept: "What was booked of it stays booked.",
      fix: "Choose the file again; nothing is counted twice.",
    }),
  );
}

/** What its columns seem to be called: the fullest of the first lines; empty when it holds no table. */
export async function columnsOf({ path }: Upload): Promise<readonly string[]> {
  const csv = await openCsv(openFileBytes(path));
  if (!csv.ok) return [];
  const fullest = csv.value.candidates.reduce<HeaderCandidate | undefined>(
    (best, one) => (best === undefined || filled(one) > filled(best) ? one : best),
    undefined,
  );
  await csv.value.close();
  return fullest?.cells.filter((cell) => cell !== "") ?? [];
}

const filled = ({ cells }: HeaderCandidate): number => cells.filter((cell) => cell !== "").length;
