import { open } from "node:fs/promises";
import { basename } from "node:path";
import { fail } from "../../base/problem.ts";
import { gunzipped } from "./gunzipped.ts";

/** Bytes read from the disk at once. */
const pieceBytes = 65_536;

/**
 * The content of a file, piece by piece; what begins like gzip (RFC 1952 §2.3.1) is unpacked on the way. Nothing is
 * opened before the first piece is asked for. `onDiskBytes` hears how many bytes were read from the disk each time.
 * Throws a `ProblemError` when the file cannot be read, or is damaged in the middle: what came before has then been
 * given out.
 */
export async function* openFileBytes(
  path: string,
  onDiskBytes: (count: number) => void = () => undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const name = basename(path);
  const handle = await open(path, "r").catch((cause: unknown) => unreadable(name, cause));
  try {
    const read = async (): Promise<Uint8Array> => {
      const piece = new Uint8Array(pieceBytes);
      const { bytesRead } = await handle
        .read(piece, 0, pieceBytes, null)
        .catch((cause: unknown) => unreadable(name, cause));
      onDiskBytes(bytesRead);
      return piece.subarray(0, bytesRead);
    };
    const first = await read();
    const packed = first[0] === 0x1f && first[1] === 0x8b;
    const all = pieces(first, read);
    yield* packed ? gunzipped(all, name) : all;
  } finally {
    await handle.close();
  }
}

async function* pieces(
  first: Uint8Array,
  read: () => Promise<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let piece = first; piece.length > 0; piece = await read()) yield piece;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "its permissions do not allow it",
  EPERM: "its permissions do not allow it",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "its name is too long",
  EIO: "the disk reports an error",
};

function unreadable(name: string, cause: unknown): never {
  const code = String((cause as NodeJS.ErrnoException).code);
  const reason = reasons[code] ?? `the system says ${code}`;
  fail("file-unreadable", `${name} cannot be read: ${reason}.`, { fix: "Check the path and its permissions." });
}
