import { sql } from "kysely";
import type { Store } from "./handle.ts";
import { engineHolder } from "./installation-lock.ts";
import { engineLock } from "./postgres-lock.ts";

/** Whether an engine works on these books at this moment: in the data directory, or on the server. */
export async function engineRuns(store: Store, dataDir: string): Promise<boolean> {
  if (store.engine === "sqlite") return engineHolder(dataDir) !== undefined;
  const { rows } = await sql<{ runs: boolean }>`
    SELECT EXISTS(SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid=l.database WHERE l.locktype='advisory' AND l.granted
      AND d.datname=current_database() AND l.classid=0 AND l.objid=${engineLock} AND l.objsubid=1) AS runs`.execute(
    store.q,
  );
  return rows[0]?.runs === true;
}
