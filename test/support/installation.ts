import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixedClock } from "../../src/base/clock.ts";
import { systemRandom } from "../../src/base/random.ts";
import type { Secret } from "../../src/base/secret.ts";
import type { Store, Tx } from "../../src/store/handle.ts";
import { insertMany } from "../../src/store/insert-many.ts";
import { type Installation, type OpenOptions, openInstallation } from "../../src/upkeep/open-installation.ts";
import { dataKeysUnder } from "../../src/vault/data-key.ts";
import { createKeyFile, createSaltFile, keyPaths, loadMasterCandidates, type Master } from "../../src/vault/master.ts";

export const testClock = fixedClock(Date.UTC(2026, 10, 20, 9));

/** A new empty folder under the system's temporary one, and a way to delete it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "millrace-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Makes a data directory with a key (a file, or a passphrase's salt) and no database yet. */
export function newDataDir(parent: string, name = "data", passphrase?: Secret): string {
  const dataDir = join(parent, name);
  mkdirSync(dataDir, { mode: 0o700 });
  const paths = keyPaths(dataDir);
  const made = passphrase
    ? createSaltFile(paths.salt, passphrase, systemRandom)
    : createKeyFile(paths.key, systemRandom);
  if (!made.ok) throw new Error(made.error.sentence);
  return dataDir;
}

/** The candidates as a program starting now would find them. */
export function keysOf(dataDir: string, passphrase?: Secret): readonly Master[] {
  const found = loadMasterCandidates({ dataDir, passphrase });
  if (!found.ok) throw new Error(found.error.sentence);
  return found.value.candidates;
}

/** Opens the installation as a program starting now would. */
export function openForTest(
  dataDir: string,
  more: Partial<OpenOptions> & { passphrase?: Secret } = {},
): Promise<Installation> {
  const { passphrase, ...options } = more;
  const keys = options.keys ?? keysOf(dataDir, passphrase);
  return openInstallation({
    dataDir,
    as: "command",
    pid: process.pid,
    clock: testClock,
    busyTimeoutMs: 200,
    ...options,
    keys,
  });
}

/** A small set of sealed books: a book, four accounts, `count` txns of two legs, and as many data keys. */
export async function plantBooks(installation: Pick<Installation, "store" | "keys">, count: number): Promise<void> {
  await installation.store.transaction(async (tx) => {
    await tx.q
      .insertInto("book")
      .values({ id: 1n, slug: "main", name: "Main", home_currency: "USD", time_zone: "UTC", created_at: 0n })
      .execute();
    const accounts = [
      ["assets:platform:test:main:balance", "asset"],
      ["income:sales:all", "income"],
      ["expenses:fees:test:platform", "expense"],
      ["equity:opening", "equity"],
    ];
    await insertMany(
      tx,
      "account",
      ["id", "book_id", "path", "currency", "type", "floor"],
      accounts.map(([path, type], i) => [BigInt(i + 1), 1n, path, "USD", type, "none"]),
    );
    const dataKeys = dataKeysUnder([installation.keys.kek], systemRandom);
    const rows = Array.from({ length: count }, (_, i) => dataKeys.make(BigInt(i + 1), "subject", 0n).row);
    await insertMany(
      tx,
      "data_key",
      ["id", "purpose", "wrapped", "kek_id", "created_at", "destroyed_at"],
      rows.map((row) => [row.id, row.purpose, row.wrapped, row.kek_id, row.created_at, row.destroyed_at]),
    );
  });
  for (let n = 1; n <= count; n++) await postSale(installation.store, n);
}

/** One sale of n cents with a fee of one cent, sealed, in a commit of its own. */
export async function postSale(store: Store, n: number): Promise<void> {
  await store.transaction((tx) => postSaleIn(tx, n));
}

/** `postSale` in a transaction of the caller. */
export async function postSaleIn(tx: Tx, n: number): Promise<void> {
  const id = `txn-${n}`;
  const legs = [
    [id, 0n, 1n, 1n, 2n, "USD", BigInt(n + 1), "post"],
    [id, 1n, 2n, 3n, 1n, "USD", 1n, "post"],
  ];
  await insertMany(
    tx,
    "transfer",
    ["txn_id", "leg", "code", "debit_account", "credit_account", "currency", "amount", "phase"],
    legs,
  );
  const header = [
    id,
    1n,
    BigInt(n),
    "sale",
    "test",
    `sale:${n}`,
    0n,
    `idem-${n}`,
    new Uint8Array(32).fill(n % 256),
    0n,
    0n,
    2n,
    null,
    1n,
  ];
  await insertMany(
    tx,
    "txn",
    [
      "id",
      "book_id",
      "seq",
      "kind",
      "source",
      "object_key",
      "revision",
      "idem_key",
      "body_hash",
      "occurred_at",
      "recorded_at",
      "n_legs",
      "reverses",
      "log_seq",
    ],
    [header],
  );
}

/** What the books hold, for comparing two databases: txns, and the balance of every account. */
export async function booksOf(store: Store): Promise<unknown> {
  const txns = await store.q.selectFrom("txn").select(["id", "seq", "object_key"]).orderBy("seq").execute();
  const balances = await store.q
    .selectFrom("account_balance")
    .select(["account_id", "dr_posted", "cr_posted", "version"])
    .orderBy("account_id")
    .execute();
  return { txns, balances };
}
