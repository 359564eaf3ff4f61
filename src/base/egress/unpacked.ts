import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { WireError } from "./transport.ts";

const ways = new Map([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
]);

/**
 * The body as it was before it was packed. We ask for it unpacked; a server that packs all the same is understood, but
 * never gets more than `bytesMax` bytes of memory out of a small parcel. Rejects with a `WireError`.
 */
export async function unpacked(body: Uint8Array, encoding: string | undefined, bytesMax: number): Promise<Uint8Array> {
  const name = (encoding ?? "").trim().toLowerCase();
  if (name === "" || name === "identity" || body.length === 0) return body;
  const way = ways.get(name);
  if (way === undefined) throw new WireError("unreadable", "the answer is packed in a way that was not asked for");
  try {
    return await way(body, { maxOutputLength: bytesMax });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new WireError("too-large", `the answer is larger than ${bytesMax} bytes when unpacked`);
    }
    if (code === "Z_BUF_ERROR") throw new WireError("cut-short", "the packed answer ended too early");
    throw new WireError("unreadable", "the packed answer cannot be unpacked", { cause: error });
  }
}
