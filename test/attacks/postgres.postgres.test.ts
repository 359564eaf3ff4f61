import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkBooks } from "../../src/ledger/check.ts";
import { draft, refusalOf } from "../../src/ledger/testing/text-books.ts";
import type { Store } from "../../src/store/handle.ts";
import { insertMany } from "../../src/store/insert-many.ts";
import { openPostgres } from "../../src/store/open-postgres.ts";
import { transferColumns } from "../../src/store/txn.ts";
import { freshDatabase, stopPostgres, type TestDatabase } from "../support/postgres.ts";
import { attacks } from "./attacks.ts";
import { picture, type Scene, setScene } from "./scene.ts";

const list = attacks.filter((attack) => attack.only !== "sqlite");
let database: TestDatabase;
let scene: Scene;
let application: Store;
let pooledAsApplication: Store;
beforeAll(async () => {
  database = await freshDatabase();
  scene = await setScene(await openPostgres({ url: database.url }));
  application = await openPostgres({ url: database.applicationUrl, asApplication: true });
  pooledAsApplication = await openPostgres({ url: database.url, asApplication: true });
});
afterAll(async () => {
  await Promise.all([scene?.store.close(), application?.close(), pooledAsApplication?.close()]);
  await stopPostgres();
});

async function attempt(store: Store, statements: readonly string[]): Promise<void> {
  await store.transaction(async (tx) => {
    for (const statement of statements) await tx.q.executeQuery(CompiledQuery.raw(statement));
  });
}

describe("PostgreSQL refuses the owner of the tables to", () => {
  it.each(list)("$name", async ({ sql, refusedBy }) => {
    const before = await picture(scene.store);
    await expect(attempt(scene.store, sql(scene))).rejects.toSatisfy((cause: Error & { constraint?: string }) =>
      refusedBy.test(`${cause.message} ${cause.constraint ?? ""}`),
    );
    expect(await picture(scene.store)).toBe(before);
  });

  it("give in to any of at least 28 attacks, and the books are sound after all of them", async () => {
    expect(list.length).toBeGreaterThanOrEqual(28);
    expect((await checkBooks(scene.store, scene.books.book.id)).findings).toEqual([]);
  });

  it("switch the guards off for its session", async () => {
    await expect(attempt(scene.store, ["SET session_replication_role=replica"])).rejects.toThrow(/may not do this/);
  });
});

const asApplication: readonly (readonly [name: string, statement: string])[] = [
  ["disable a trigger", "ALTER TABLE transfer DISABLE TRIGGER ALL"],
  ["drop a trigger", "DROP TRIGGER transfer_before ON transfer"],
  ["switch triggers off for its session", "SET session_replication_role=replica"],
  [
    "replace a guard's function",
    "CREATE OR REPLACE FUNCTION millrace.transfer_before() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
  ],
  ["edit a balance", "UPDATE account_balance SET dr_posted=dr_posted+1,version=version+1"],
  ["write a balance", "INSERT INTO account_balance(account_id,floor) VALUES(1,'none')"],
  ["delete a balance", "DELETE FROM account_balance"],
  ["edit a transfer", "UPDATE transfer SET amount=1"],
  ["delete a header", "DELETE FROM txn"],
  ["truncate transfers", "TRUNCATE transfer CASCADE"],
  ["drop a table", "DROP TABLE transfer CASCADE"],
  ["loosen a column", "ALTER TABLE transfer DROP CONSTRAINT transfer_amount_check"],
  ["edit the audit log", "UPDATE audit_log SET actor='nobody'"],
  ["rewrite the list of migrations", "UPDATE schema_migration SET checksum='x'"],
  ["make a table of its own beside ours", "CREATE TABLE millrace.txn2(id text)"],
];

describe("PostgreSQL refuses the application to", () => {
  it.each(asApplication)("%s", async (_name, statement) => {
    await expect(attempt(application, [statement])).rejects.toThrow(/may not do this/);
    await expect(attempt(pooledAsApplication, [statement])).rejects.toThrow(/may not do this/);
  });

  it("become the owner", async () => {
    const owner = new URL(database.url).username;
    await expect(attempt(application, [`SET ROLE ${owner}`])).rejects.toThrow(/may not do this/);
  });

  it("mend a balance to anything but what its transfers add up to", async () => {
    const bank = scene.account("bank USD");
    await expect(attempt(application, [`SELECT mend_balance(${bank},1,0,0,0,1)`])).rejects.toThrow(
      /written by transfers/,
    );
  });

  it("post more than there is, while it may post what is covered", async () => {
    const books = { ...scene.books, store: application };
    expect(await refusalOf(books, [draft("payables ← bank 500.01 USD")])).toMatch(
      /^insufficient-funds: assets:bank:kcb:main has 500\.00 USD/,
    );
    expect(await refusalOf(books, [draft("payables ← bank 500.00 USD")])).toBe("nothing was refused");
  });
});

describe("the trap that PostgreSQL rounds a fraction", () => {
  it("is closed because amounts are bound as values: 1.5 is no whole number", async () => {
    const [debit, credit] = [scene.account("balance USD"), scene.account("sales USD")];
    const row = ["evil", 0n, 1n, debit, credit, "USD", 1.5, "post", null];
    await expect(scene.store.transaction((tx) => insertMany(tx, "transfer", transferColumns, [row]))).rejects.toThrow(
      /invalid input syntax/,
    );
  });
});
