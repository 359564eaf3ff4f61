import type { Kysely, Transaction } from "kysely";
import type { EngineKind } from "./migrations/migration.ts";
import type { Database } from "./schema.ts";

/** A way to ask the database: inside a transaction or not. */
export type Handle = { readonly engine: EngineKind; readonly q: Kysely<Database> };

/** A handle that is inside a transaction; functions that write take this one. */
export type Tx = { readonly engine: EngineKind; readonly q: Transaction<Database> };

/** An open database. */
export type Store = Handle & {
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. Writers take turns.
   * Never await the network or a timer inside.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};
