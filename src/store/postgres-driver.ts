import { type DatabaseConnection, type Driver, PostgresDialect, PostgresDriver } from "kysely";
import type pg from "pg";
import { commitUnknown, isConnectionLoss, translatePostgresError } from "./postgres-problem.ts";

/** Kysely's PostgreSQL dialect with errors a person can read, and an honest answer when a commit's fate is unknown. */
export class PoolDialect extends PostgresDialect {
  readonly #pool: pg.Pool;
  readonly #where: string;

  constructor(pool: pg.Pool, where: string) {
    super({ pool });
    this.#pool = pool;
    this.#where = where;
  }

  override createDriver(): Driver {
    return new PoolDriver(this.#pool, this.#where);
  }
}

class PoolDriver extends PostgresDriver {
  readonly #where: string;
  readonly #translating = new WeakSet<DatabaseConnection>();

  constructor(pool: pg.Pool, where: string) {
    super({ pool });
    this.#where = where;
  }

  override async acquireConnection(
    ...options: Parameters<PostgresDriver["acquireConnection"]>
  ): ReturnType<PostgresDriver["acquireConnection"]> {
    const connection = await super.acquireConnection(...options).catch((cause: unknown) => {
      throw translatePostgresError(cause, this.#where);
    });
    this.#translateErrors(connection);
    return connection;
  }

  /** Kysely wraps the same object for its logging; it must stay the very object that is released later. */
  #translateErrors(connection: DatabaseConnection): void {
    if (this.#translating.has(connection)) return;
    this.#translating.add(connection);
    const executeQuery = connection.executeQuery.bind(connection) as DatabaseConnection["executeQuery"];
    connection.executeQuery = async (...query) => {
      try {
        return await executeQuery(...query);
      } catch (cause) {
        throw translatePostgresError(cause, this.#where);
      }
    };
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection);
    } catch (cause) {
      throw isConnectionLoss(cause) ? commitUnknown(cause, this.#where) : cause;
    }
  }

  /** A rollback that cannot be sent has happened by itself; its error must not hide the first one. */
  override async rollbackTransaction(connection: Parameters<PostgresDriver["rollbackTransaction"]>[0]): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (cause) {
      if (!isConnectionLoss(cause)) throw cause;
    }
  }
}
