import { assert } from "../base/assert.ts";
import { ProblemError } from "../base/problem.ts";
import { migrate } from "../store/migrate.ts";
import { openPostgres, placeOf } from "../store/open-postgres.ts";
import { lockPostgres } from "../store/postgres-lock.ts";
import type { Master } from "../vault/master.ts";
import { masterOfDataKeys } from "./fitting-key.ts";
import { promoteRotation } from "./promote-rotation.ts";
import { rewrapDataKeys } from "./rewrap-data-keys.ts";
import type { RotateOptions, Rotation, RotationReport } from "./rotation.ts";
import { endRotation } from "./unfinished-rotation.ts";
import { directoryProblem } from "./usable-directory.ts";

/**
 * `rotateKey` on PostgreSQL: the server keeps its own files, so only the data keys are wrapped anew, in one
 * transaction. Which key the rows name tells afterwards whether it took effect.
 */
export async function rotateServer(
  options: RotateOptions,
  makeNext: (old: Master) => Rotation,
): Promise<RotationReport> {
  const url = options.databaseUrl?.reveal();
  assert(url !== undefined, "a server's key is rotated with its address");
  const problem = directoryProblem(options.dataDir);
  if (problem) throw new ProblemError(problem);
  const where = placeOf(url);
  const lock = await lockPostgres(url, where, "alone");
  try {
    const store = await openPostgres({ url, connectionsMax: 1 });
    try {
      await migrate(store, options.clock);
      const old = await masterOfDataKeys(store, options.keys, where);
      const note = endRotation(options.dataDir, old, options.keys);
      const rotation = makeNext(old);
      const dataKeys = await store.transaction((tx) => rewrapDataKeys(tx, rotation));
      rotation.step("replaced");
      return promoteRotation(rotation, dataKeys, note);
    } finally {
      await store.close();
    }
  } finally {
    await lock.release();
  }
}
