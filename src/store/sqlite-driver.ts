import type SqliteDriverDatabase from "better-sqlite3-multiple-ciphers";
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, SqliteDialect } from "kysely";
import { translateSqliteError } from "./sqlite-problem.ts";

/** The synchronous driver's handle, for the few operations that Kysely has no word for (pragmas, VACUUM INTO). */
export type RawSqlite = InstanceType<typeof SqliteDriverDatabase>;

type Prepared = ReturnType<RawSqlite["prepare"]>;

/** Statement texts kept prepared; the posting path uses a handful of them thousands of times a second. */
const preparedMax = 200;

/** Kysely's SQLite dialect on one open handle, with writers that begin immediately and errors a person can read. */
export class SqliteHandleDialect extends SqliteDialect {
  readonly #raw: RawSqlite;
  readonly #path: string;

  constructor(raw: RawSqlite, path: string) {
    super({ database: raw as never });
    this.#raw = raw;
    this.#path = path;
  }

  override createDriver(): Driver {
    return new HandleDriver(this.#raw, this.#path);
  }
}

class HandleDriver implements Driver {
  readonly #raw: RawSqlite;
  readonly #connection: HandleConnection;

  constructor(raw: RawSqlite, path: string) {
    this.#raw = raw;
    this.#connection = new HandleConnection(raw, path);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  /** A deferred transaction that reads first and writes later fails with BUSY beside another writer; an immediate one waits. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  /** On a full or failing disk SQLite has rolled back by itself; a second rollback would hide the first error. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#raw.inTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#raw.close();
  }
}

class HandleConnection implements DatabaseConnection {
  readonly #raw: RawSqlite;
  readonly #path: string;
  readonly #prepared = new Map<string, Prepared>();

  constructor(raw: RawSqlite, path: string) {
    this.#raw = raw;
    this.#path = path;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const statement = this.#prepare(query.sql);
      if (statement.reader) return { rows: statement.all(query.parameters) as R[] };
      const { changes, lastInsertRowid } = statement.run(query.parameters);
      return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
    } catch (cause) {
      throw translateSqliteError(cause, this.#path);
    }
  }

  /** A statement of its own for each stream: the kept ones must stay free for queries between two rows. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    try {
      for (const row of this.#raw.prepare(query.sql).iterate(query.parameters)) yield { rows: [row as R] };
    } catch (cause) {
      throw translateSqliteError(cause, this.#path);
    }
  }

  #prepare(text: string): Prepared {
    const known = this.#prepared.get(text);
    if (known) return known;
    const statement = this.#raw.prepare(text);
    if (this.#prepared.size >= preparedMax) this.#prepared.clear();
    this.#prepared.set(text, statement);
    return statement;
  }
}
