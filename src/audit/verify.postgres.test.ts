import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, stopPostgres, type TestDatabase } from "../../test/support/postgres.ts";
import { fixedClock } from "../base/clock.ts";
import { toHex } from "../base/hash.ts";
import { auditHead } from "../store/audit-log.ts";
import type { Store } from "../store/handle.ts";
import { migrate } from "../store/migrate.ts";
import { openPostgres } from "../store/open-postgres.ts";
import { openSqlite } from "../store/open-sqlite.ts";
import type { AnchorFile } from "./anchors.ts";
import { makeCheckpoint } from "./checkpoint.ts";
import { proveTxn } from "./inclusion.ts";
import { fillSample, key, origin, postSample, sale, signer } from "./testing/sample-books.ts";
import { said } from "./testing/tampered-copy.ts";
import { type Verification, verifyAudit } from "./verify.ts";

let database: TestDatabase;
let store: Store;
let anchors: AnchorFile[];

beforeAll(async () => {
  database = await freshDatabase();
  store = await openPostgres({ url: database.url });
  await migrate(store, fixedClock(0));
  anchors = (await fillSample(store)).map(({ size, note }) => ({ name: `${size}.txt`, text: note }));
});

afterAll(async () => {
  await store.close();
  await stopPostgres();
});

async function verify(): Promise<Verification> {
  const result = await verifyAudit(store, { keys: [key], anchors });
  if (!result.ok) throw new Error(result.error.sentence);
  return result.value;
}

/** Changes rows as the server's superuser, with every guard off, and puts them back afterwards. */
async function asSuperuser(change: string, back: string, look: () => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    await admin.query(`SET search_path=millrace; SET session_replication_role=replica; ${change}`);
    await look();
    await admin.query(back);
  } finally {
    await admin.end();
  }
}

describe("the audit log on PostgreSQL", () => {
  it("is whole, and has the very head and checkpoints that the same work has on SQLite", async () => {
    const result = await verify();
    expect(said(result)).toBe("");
    expect(result).toMatchObject({ ok: true, entries: 10, txns: 12, transfers: 20, checkpoints: 2, anchored: 8 });
    const embedded = openSqlite({ path: ":memory:" });
    await migrate(embedded, fixedClock(0));
    const same = await fillSample(embedded);
    expect(toHex((await auditHead(embedded)).hash)).toBe(result.head.hash);
    expect(same.map(({ note }) => note)).toEqual(anchors.map(({ text }) => text));
    await embedded.close();
  });

  it("proves a txn", async () => {
    expect(await proveTxn(store, "t-fx")).toMatchObject({ ok: true });
  });

  it.each([
    [
      "an edited amount",
      "UPDATE transfer SET amount=amount+1 WHERE txn_id='t-2'",
      "UPDATE transfer SET amount=amount-1 WHERE txn_id='t-2'",
      "changed-txn@2",
    ],
    [
      "an edited entry",
      "UPDATE audit_log SET actor='x' WHERE seq=4",
      "UPDATE audit_log SET actor='engine' WHERE seq=4",
      "changed-entry@4",
    ],
    [
      "an entry that is gone",
      "UPDATE audit_log SET seq=1000 WHERE seq=3",
      "UPDATE audit_log SET seq=3 WHERE seq=1000",
      "missing-entries@4",
    ],
    [
      "a missing checkpoint",
      "UPDATE checkpoint SET size=6 WHERE size=5",
      "UPDATE checkpoint SET size=5 WHERE size=6",
      "checkpoint-missing@5",
    ],
    [
      "an edited balance",
      "UPDATE account_balance SET dr_posted=dr_posted+1 WHERE account_id=1",
      "UPDATE account_balance SET dr_posted=dr_posted-1 WHERE account_id=1",
      "balance-differs@-",
    ],
  ])("shows %s", async (_, change, back, found) => {
    await asSuperuser(change, back, async () => expect(said(await verify())).toContain(found));
    expect(said(await verify())).toBe("");
  });

  it("stays whole, and is seen whole at every moment, while several writers post and sign at once", async () => {
    const checkpoint = () =>
      store.transaction((tx) => makeCheckpoint(tx, { origin, signer, clock: fixedClock(1_767_225_600_000) }));
    const writer = async (bookId: bigint): Promise<void> => {
      for (let i = 0; i < 15; i++) {
        await store.transaction((tx) => postSample(tx, bookId, [sale(`${bookId}-${i}`, 100n + BigInt(i))]));
      }
    };
    const signing = async (): Promise<void> => {
      for (let i = 0; i < 8; i++) expect(await checkpoint()).toMatchObject({ ok: true });
    };
    const looking = async (): Promise<void> => {
      for (let i = 0; i < 8; i++) expect(said(await verify())).toBe("");
    };
    await Promise.all([writer(1n), writer(2n), signing(), looking()]);
    expect(await checkpoint()).toMatchObject({ ok: true, value: { size: 40 } });
    expect(await verify()).toMatchObject({ ok: true, entries: 40, txns: 42 });
  });
});
