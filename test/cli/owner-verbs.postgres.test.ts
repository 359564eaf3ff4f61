import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { json, reportOf, shopFile } from "../support/owner-shop.ts";
import { freshDatabase, stopPostgres } from "../support/postgres.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
let server: { readonly variables: Readonly<Record<string, string>> };

beforeAll(async () => {
  server = { variables: { MILLRACE_DATABASE_URL: (await freshDatabase()).url, MILLRACE_PORT: "0" } };
  await json(dataDir, ["init", "--currency", "USD", "--time-zone", "UTC"], server);
  await json(dataDir, ["import", shopFile(folder.path, "sales.csv", 1, 6)], server);
});
afterAll(async () => {
  await stopPostgres();
  folder.remove();
});

describe("the owner's verbs on PostgreSQL", () => {
  it("check the record, and examine the server", async () => {
    const checked = await json<{ findings: unknown; anchored: number; entries: number }>(
      dataDir,
      ["audit", "verify"],
      server,
    );
    expect(checked).toMatchObject({ ok: true, findings: [], anchors: 1 });
    expect(checked.anchored).toBe(checked.entries);
    // The test's server is told not to sync, which the doctor must not let pass.
    const said = await cli(dataDir, ["doctor", "--json"], server);
    expect(said).toMatchObject({ code: 1, err: "" });
    const { checks } = JSON.parse(said.out) as { checks: { name: string; state: string }[] };
    expect(checks.filter(({ state }) => state === "bad").map(({ name }) => name)).toEqual(["database-settings"]);
    expect(checks).toContainEqual(expect.objectContaining({ name: "database-role", state: "ok" }));
  });

  it("back up into a file that the embedded database takes, and the other way round", async () => {
    const books = await reportOf(dataDir, server);
    const file = join(folder.path, "server.backup");
    await json(dataDir, ["backup", file], server);
    const embedded = join(folder.path, "embedded");
    const keyFile = join(dataDir, "millrace.key");
    await json(embedded, ["restore", file, "--key-file", keyFile]);
    expect(await reportOf(embedded)).toEqual(books);
    expect(await json(embedded, ["audit", "verify"])).toMatchObject({ ok: true, findings: [] });

    const back = join(folder.path, "embedded.backup");
    await json(embedded, ["backup", back]);
    const other = { variables: { MILLRACE_DATABASE_URL: (await freshDatabase()).url } };
    const moved = join(folder.path, "moved");
    await json(moved, ["restore", back, "--key-file", keyFile], other);
    expect(await reportOf(moved, other)).toEqual(books);
    const used = await cli(moved, ["restore", back, "--key-file", keyFile], other);
    expect(used.code).toBe(1);
    expect(used.err).toMatch(/There are books in the database at .* already\. They are unchanged/);
  });

  it("rotate the key that data keys are wrapped under", async () => {
    const books = await reportOf(dataDir, server);
    const rotated = await json<{ oldKept: string }>(dataDir, ["key", "rotate"], server);
    expect(await reportOf(dataDir, server)).toEqual(books);
    const old = { variables: { ...server.variables, MILLRACE_KEY_FILE: rotated.oldKept } };
    const refused = await cli(dataDir, ["report"], old);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/The key does not open the data in/);
    expect(await json(dataDir, ["audit", "verify"], server)).toMatchObject({ ok: true, findings: [] });
  });
});
