import type { Installation, OpenOptions } from "./installation.ts";
import { openEmbedded } from "./open-embedded.ts";

export type { Installation, OpenOptions } from "./installation.ts";

/**
 * Opens the books of a data directory: takes the locks, finds the key that fits, ends a key rotation that was cut short,
 * brings the schema up to date and compares it with ours. Throws a `ProblemError` with one sentence for everything
 * that stands in the way, and leaves nothing open then.
 */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  if (!options.databaseUrl) return openEmbedded(options);
  // The driver for servers is large, and most installations never need it.
  const { openServer } = await import("./open-server.ts");
  return openServer(options, options.databaseUrl);
}
