import { mkdir, open, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Millis } from "../../base/clock.ts";
import { type Problem, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";

/** A file that came over HTTP and lies on the disk until it is imported or forgotten. */
export type Upload = {
  readonly id: string;
  /** As the person's machine calls it, without folders. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
};

const nameLengthMax = 120;

/** A name that is safe as a file's, in any folder on any system; nothing of it leads elsewhere. */
export function safeName(name: string): string {
  const last = name.replace(/^.*[/\\]/s, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = last.replace(/[\u0000-\u001f\u007f<>:"|?*]/g, "_").replace(/^[.\s]+|[.\s]+$/g, "");
  return plain === "" ? "file.csv" : plain.slice(-nameLengthMax);
}

/** Writes what comes to the folder, piece by piece. Problems: `upload-too-large`, `upload-not-kept`; nothing is left then. */
export async function keepUpload(
  folder: string,
  file: { readonly id: string; readonly name: string; readonly modifiedAt: Millis; readonly bytesMax: number },
  pieces: AsyncIterable<Uint8Array>,
): Promise<Result<Upload, Problem>> {
  const own = join(folder, file.id);
  const name = safeName(file.name);
  const path = join(own, name);
  try {
    await mkdir(own, { recursive: true, mode: 0o700 });
    const bytes = await write(path, pieces, file.bytesMax);
    if (bytes === undefined) {
      await dropUpload(folder, file.id);
      return err(tooLarge(name, file.bytesMax));
    }
    await utimes(path, file.modifiedAt / 1000, file.modifiedAt / 1000);
    return ok({ id: file.id, name, path, bytes });
  } catch (cause) {
    // The folder may be what cannot be written: then there is nothing to take away.
    await dropUpload(folder, file.id).catch((reason: unknown) => reason);
    return err(notKept(name, cause));
  }
}

/** How many bytes were written; undefined when more came than may. */
async function write(path: string, pieces: AsyncIterable<Uint8Array>, bytesMax: number): Promise<number | undefined> {
  const handle = await open(path, "wx", 0o600);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.byteLength;
      if (bytes > bytesMax) return undefined;
      await handle.write(piece);
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** The upload of this id; undefined when there is none any more. */
export async function findUpload(folder: string, id: string): Promise<Upload | undefined> {
  const [name] = await readdir(join(folder, id)).catch(() => []);
  if (name === undefined) return undefined;
  const path = join(folder, id, name);
  return { id, name, path, bytes: (await stat(path)).size };
}

/** Takes an upload away. */
export async function dropUpload(folder: string, id: string): Promise<void> {
  await rm(join(folder, id), { recursive: true, force: true });
}

/** Takes away the uploads that came before `before` and that nobody imported. */
export async function sweepUploads(folder: string, before: Millis): Promise<void> {
  for (const id of await readdir(folder).catch(() => [])) {
    const came = await stat(join(folder, id));
    if (came.mtimeMs < before) await dropUpload(folder, id);
  }
}

function tooLarge(name: string, bytesMax: number): Problem {
  return problem("upload-too-large", `${name} is larger than is taken here: ${Math.floor(bytesMax / 1_048_576)} MB.`, {
    kept: "Nothing was booked.",
    fix: "Put it into the inbox folder of the data directory, or use `millrace import`: they have no such limit.",
  });
}

function notKept(name: string, cause: unknown): Problem {
  const code = (cause as NodeJS.ErrnoException).code;
  const why = code === "ENOSPC" ? "the disk is full" : `it could not be written (${code ?? "the sending broke off"})`;
  return problem("upload-not-kept", `${name} could not be taken in: ${why}.`, {
    kept: "Nothing was booked.",
    fix: "Send it once more.",
  });
}
