/**
 * Posting through the public function, with every guard and the audit chain, beside raw inserts of the same rows with
 * the same indexes and the same cipher but without triggers. Runs of the two alternate, so that a machine whose speed
 * drifts hits both. `node bench/posting.ts [txns] [rounds]`
 */
import { join } from "node:path";
import { systemClock } from "../src/base/clock.ts";
import { uuidV7 } from "../src/base/ids.ts";
import { systemRandom } from "../src/base/random.ts";
import { codes } from "../src/domain/books/codes.ts";
import type { TxnDraft } from "../src/domain/books/txn.ts";
import { post } from "../src/ledger/post.ts";
import { addBook } from "../src/store/book.ts";
import type { Store } from "../src/store/handle.ts";
import { migrate } from "../src/store/migrate.ts";
import { type Cipher, openRawSqlite, openSqlite } from "../src/store/open-sqlite.ts";
import { spread, whole } from "./kit/measure.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const txns = Number(process.argv[2] ?? 20_000);
const rounds = Number(process.argv[3] ?? 5);
const batchSizes = [100, 1_000];
const key = new Uint8Array(32).fill(3);
const folder = temporaryFolder();
const ids = uuidV7(systemClock, systemRandom);

function draft(i: number): TxnDraft {
  const product = `product-${i % 200}`;
  const balance = "assets:platform:shop:main:balance";
  const leg = (code: TxnDraft["legs"][number]["code"], debit: string, credit: string, amount: bigint) => ({
    code,
    debit,
    credit,
    currency: "USD",
    amount,
  });
  return {
    id: ids.next(),
    kind: "sale",
    source: "shop",
    objectKey: `shop/sale/${i}`,
    revision: 0n,
    occurredAt: 1_700_000_000_000 + i * 1_000,
    legs: [
      leg(codes.sale, balance, `income:sales:shop:${product}`, 10_000n),
      leg(codes["fee-platform"], "expenses:fees:shop:platform", balance, 1_050n),
      leg(codes["fee-processing"], "expenses:fees:shop:processing", balance, 320n),
    ],
  };
}

async function ours(cipher: Cipher, batch: number, round: number): Promise<{ perSecond: number; path: string }> {
  const path = join(folder.path, `ours-${cipher}-${batch}-${round}.db`);
  const store: Store = openSqlite({ path, key, cipher });
  await migrate(store, systemClock);
  const book = await store.transaction((tx) =>
    addBook(tx, { slug: "b", name: "b", homeCurrency: "USD", timeZone: "UTC" }, 0),
  );
  const drafts = Array.from({ length: txns }, (_, i) => draft(i));
  const command = { bookId: book.id, actor: "bench", recordedAt: 1_800_000_000_000 };
  // The accounts are opened before the clock starts, on both sides.
  await store.transaction((tx) =>
    post(
      tx,
      command,
      Array.from({ length: 200 }, (_, i) => draft(10_000_000 + i)),
    ),
  );
  const start = performance.now();
  for (let i = 0; i < txns; i += batch) {
    const posted = await store.transaction((tx) => post(tx, command, drafts.slice(i, i + batch)));
    if (!posted.ok) throw new Error(posted.error.sentence);
  }
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  return { perSecond: txns / seconds, path };
}

/** The same rows, read back from our file, inserted one prepared statement each into a copy whose triggers are gone. */
function raw(cipher: Cipher, batch: number, round: number, from: string): number {
  const source = openRawSqlite({ path: from, key, cipher, readonly: true });
  const tables = ["transfer", "txn", "audit_log"] as const;
  const rows = Object.fromEntries(
    tables.map((table) => [table, source.prepare(`SELECT * FROM ${table} ORDER BY rowid`).raw().all() as unknown[][]]),
  );
  const schema = source
    .prepare("SELECT sql FROM sqlite_schema WHERE type IN('table','index') AND sql IS NOT NULL")
    .raw()
    .all() as [string][];
  const accounts = source.prepare("SELECT * FROM account").raw().all() as unknown[][];
  source.close();
  const db = openRawSqlite({ path: join(folder.path, `raw-${cipher}-${batch}-${round}.db`), key, cipher });
  db.pragma("foreign_keys=OFF");
  for (const [sql] of schema) db.exec(sql);
  const insert = (table: string, width: number) =>
    db.prepare(`INSERT INTO ${table} VALUES(${Array(width).fill("?").join(",")})`);
  for (const account of accounts) insert("account", account.length).run(...account);
  const legsOf = Map.groupBy(rows["transfer"] as unknown[][], (row) => row[1]);
  const statements = tables.map((table) => insert(table, rows[table]?.[0]?.length ?? 0));
  const [transfer, txn, audit] = statements as [
    ReturnType<typeof insert>,
    ReturnType<typeof insert>,
    ReturnType<typeof insert>,
  ];
  const headers = (rows["txn"] as unknown[][]).slice(200);
  const entries = rows["audit_log"] as unknown[][];
  const start = performance.now();
  for (let i = 0, entry = 0; i < headers.length; i += batch, entry++) {
    db.exec("BEGIN IMMEDIATE");
    for (const header of headers.slice(i, i + batch)) {
      for (const leg of legsOf.get(header[0]) ?? []) transfer.run(...leg);
      txn.run(...header);
    }
    if (entries[entry]) audit.run(...(entries[entry] as unknown[]));
    db.exec("COMMIT");
  }
  const seconds = (performance.now() - start) / 1_000;
  db.close();
  return headers.length / seconds;
}

for (const cipher of ["chacha20", "aegis"] as const) {
  for (const batch of batchSizes) {
    const a: number[] = [];
    const b: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const run = await ours(cipher, batch, round);
      const bare = raw(cipher, batch, round, run.path);
      // The first pair warms up.
      if (round === 0) continue;
      a.push(run.perSecond);
      b.push(bare);
    }
    const share = spread(a.map((value, i) => (100 * value) / (b[i] ?? Number.NaN)));
    console.log(
      `${cipher.padEnd(9)} batch ${String(batch).padStart(5)}  ours ${whole(spread(a).median).padStart(7)} txn/s  raw ${whole(spread(b).median).padStart(7)} txn/s  share ${share.median.toFixed(0)} % (${share.min.toFixed(0)}–${share.max.toFixed(0)})`,
    );
  }
}
folder.remove();
