import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, stopPostgres, type TestDatabase } from "../../test/support/postgres.ts";
import { fixedClock } from "../base/clock.ts";
import type { Store } from "./handle.ts";
import { migrate } from "./migrate.ts";
import { openPostgres, serverFacts } from "./open-postgres.ts";
import { readSetting, writeSetting } from "./setting.ts";

let database: TestDatabase;
const opened: Store[] = [];
const open = async (
  url = database.url,
  more: { asApplication?: boolean; connectionsMax?: number } = {},
): Promise<Store> => {
  const store = await openPostgres({ url, ...more });
  opened.push(store);
  return store;
};

beforeAll(async () => {
  database = await freshDatabase();
  const store = await openPostgres({ url: database.url });
  await migrate(store, fixedClock(0));
  await store.close();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(stopPostgres);

async function asAdmin(...statements: readonly string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  for (const statement of statements) await admin.query(statement);
  await admin.end();
}

const changed = (change: (url: URL) => void): string => {
  const url = new URL(database.url);
  change(url);
  return url.href;
};

/** Stands between client and server, and breaks the connection when it sees a word: before it is sent on, or after. */
async function cutter(word: string, when: "before" | "after"): Promise<{ url: string; server: Server }> {
  const target = new URL(database.url);
  const server = createServer((client: Socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    upstream.on("error", () => client.destroy());
    client.on("error", () => upstream.destroy());
    client.on("close", () => upstream.end());
    let cut = false;
    upstream.on("data", (data) => (cut ? client.destroy() : client.write(data)));
    upstream.on("close", () => client.destroy());
    client.on("data", (data) => {
      cut = data.toString("latin1").toLowerCase().includes(word);
      if (cut && when === "before") upstream.destroy();
      else upstream.write(data);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: changed((url) => (url.port = String(port))), server };
}

describe("a connection to PostgreSQL", () => {
  it("works in Millrace's schema and with its settings from its very first query on, on every connection of the pool", async () => {
    const store = await open(database.url, { connectionsMax: 4 });
    const look = sql<{ path: string; commit: string; lock: string }>`
      SELECT current_setting('search_path') AS path, current_setting('synchronous_commit') AS "commit", current_setting('lock_timeout') AS lock, pg_sleep(0.05)`;
    const seen = await Promise.all(Array.from({ length: 8 }, () => look.execute(store.q)));
    expect(new Set(seen.map(({ rows }) => JSON.stringify({ ...rows[0], pg_sleep: undefined })))).toEqual(
      new Set(['{"path":"millrace","commit":"on","lock":"15s"}']),
    );
  });

  it("works as the role that may only append, where it is asked to", async () => {
    expect(await serverFacts(await open(database.url, { asApplication: true }))).toMatchObject({
      appendOnly: true,
      superuser: false,
    });
    expect(await serverFacts(await open(database.applicationUrl, { asApplication: true }))).toMatchObject({
      appendOnly: true,
    });
    expect(await serverFacts(await open())).toMatchObject({ appendOnly: false });
  });

  it("is refused with a wrong password, a wrong user or a wrong database, each in its own sentence", async () => {
    const attempts = [
      changed((url) => (url.password = "wrong")),
      changed((url) => (url.username = "nobody")),
      changed((url) => (url.pathname = "/not_there")),
    ];
    const codes = await Promise.all(
      attempts.map((url) =>
        open(url).then(
          () => "opened",
          (cause: { problem?: { code: string } }) => cause.problem?.code,
        ),
      ),
    );
    expect(codes).toEqual(["database-login", "database-login", "database-missing"]);
  });

  it("whose settings fail is not used, and says so", async () => {
    await asAdmin("CREATE ROLE locked_in LOGIN PASSWORD 'test-only' IN ROLE millrace_app");
    const url = changed((one) => {
      one.username = "locked_in";
      one.password = "test-only";
    });
    // The right to become the append-only role goes between the question and the connection that would use it.
    const store = await open(url, { asApplication: true, connectionsMax: 2 });
    await asAdmin("REVOKE millrace_app FROM locked_in");
    const both = Promise.all([1, 2].map(() => sql`SELECT pg_sleep(0.1)`.execute(store.q)));
    await expect(both).rejects.toMatchObject({ problem: { code: "database-rights" } });
  });
});

describe("a transaction on PostgreSQL", () => {
  it("whose connection is cut by the server keeps nothing, says so, and the next one works", async () => {
    const store = await open();
    const failing = store.transaction(async (tx) => {
      await writeSetting(tx, "cut", "half");
      const { rows } = await sql<{ pid: bigint }>`SELECT pg_backend_pid() AS pid`.execute(tx.q);
      await asAdmin(`SELECT pg_terminate_backend(${rows[0]?.pid})`);
      await writeSetting(tx, "cut", "whole");
    });
    await expect(failing).rejects.toMatchObject({ problem: { code: "database-connection-lost" } });
    await store.transaction((tx) => writeSetting(tx, "next", "works"));
    expect([await readSetting(store, "cut"), await readSetting(store, "next")]).toEqual([undefined, "works"]);
  });

  it.each([
    ["before it reached the server", "before", undefined],
    ["after the server had it", "after", "kept"],
  ] as const)("whose commit is cut off %s is told as unknown; reading it again tells", async (what, when, kept) => {
    const { url, server } = await cutter("commit\0", when);
    const store = await openPostgres({ url });
    const failing = store.transaction((tx) => writeSetting(tx, what, "kept"));
    await expect(failing).rejects.toMatchObject({
      problem: { code: "database-commit-unknown", fix: expect.stringContaining("not booked twice") },
    });
    await store.close();
    server.close();
    const direct = await open();
    await expect.poll(() => readSetting(direct, what)).toBe(kept);
  });

  it("that waits too long for another's lock is told so", async () => {
    const store = await open();
    await store.transaction(async (tx) => {
      await writeSetting(tx, "held", "1");
      const other = store.transaction(async (second) => {
        await sql`SET LOCAL lock_timeout='50ms'`.execute(second.q);
        await writeSetting(second, "held", "2");
      });
      await expect(other).rejects.toMatchObject({ problem: { code: "database-busy" } });
    });
    expect(await readSetting(store, "held")).toBe("1");
  });

  it("on a server that only reads is refused", async () => {
    const store = await open(changed((url) => url.searchParams.set("options", "-c default_transaction_read_only=on")));
    await expect(store.transaction((tx) => writeSetting(tx, "a", "1"))).rejects.toMatchObject({
      problem: { code: "database-readonly" },
    });
  });
});
