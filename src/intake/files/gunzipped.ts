import { createGunzip, type Gunzip } from "node:zlib";
import { fail } from "../../base/problem.ts";

/**
 * Unpacks gzip on the way. Everything that can still be unpacked of a damaged or cut archive is given out before the
 * `ProblemError` is thrown; `name` is the file's name for its sentence.
 */
export async function* gunzipped(
  packed: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = createGunzip({ chunkSize: 65_536 });
  const ready: Uint8Array[] = [];
  let damage: Error | undefined;
  gunzip.on("data", (piece: Uint8Array) => ready.push(piece));
  gunzip.on("error", (error) => {
    damage = error;
  });
  try {
    for await (const piece of packed) {
      await settled(gunzip, (done) => gunzip.write(piece, done));
      yield* ready.splice(0);
      if (damage) break;
    }
    if (!damage) await settled(gunzip, (done) => gunzip.once("end", done).end());
    yield* ready.splice(0);
  } finally {
    gunzip.destroy();
  }
  if (damage) {
    fail("gzip-damaged", `${name} is damaged: it cannot be unpacked to its end.`, {
      kept: "What came before the damage can be read.",
      fix: "Download or copy the file again and import it again; rows that are already known are not counted twice.",
    });
  }
}

/** Waits until the step is done or the archive turns out to be damaged, whichever comes first. */
function settled(gunzip: Gunzip, step: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      gunzip.off("close", done);
      resolve();
    };
    gunzip.once("close", done);
    step(done);
  });
}
