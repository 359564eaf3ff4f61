import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../base/clock.ts";
import { entryHash, zeroHash } from "../domain/audit/encode.ts";
import { appendAudit, auditHead, type NewAuditEntry, readAudit, readAuditLinks } from "./audit-log.ts";
import { migrate } from "./migrate.ts";
import { openSqlite, type SqliteStore } from "./open-sqlite.ts";

let store: SqliteStore;

beforeEach(async () => {
  store = openSqlite({ path: ":memory:" });
  await migrate(store, fixedClock(0));
});

afterEach(() => store.close());

const entry = (action: string): NewAuditEntry => ({ ts: 1_000, actor: "owner", action, payload: Buffer.from(action) });
const append = (...actions: string[]) => store.transaction((tx) => appendAudit(tx, actions.map(entry)));

describe("the audit log", () => {
  it("begins with nothing before it", async () => {
    expect(await auditHead(store)).toEqual({ seq: 0n, hash: zeroHash });
    expect(await append()).toEqual([]);
  });

  it("chains entries over several transactions without a gap", async () => {
    const [first, second] = await append("a", "b");
    const [third] = await append("c");
    expect([first?.seq, second?.seq, third?.seq]).toEqual([1n, 2n, 3n]);
    const rows = await readAudit(store, 1n, 10);
    expect(rows.map((row) => row.action)).toEqual(["a", "b", "c"]);
    let prevHash = zeroHash;
    for (const row of rows) {
      expect(Buffer.compare(row.prevHash, prevHash)).toBe(0);
      expect(Buffer.compare(row.hash, entryHash(row))).toBe(0);
      prevHash = row.hash;
    }
    expect(await auditHead(store)).toEqual({ seq: 3n, hash: third?.hash });
  });

  it("keeps nothing of a transaction that failed, and goes on from where it was", async () => {
    await append("a");
    await expect(
      store.transaction(async (tx) => {
        await appendAudit(tx, [entry("lost")]);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect((await append("b"))[0]?.seq).toBe(2n);
  });

  it("is read in pages, with or without the content", async () => {
    await append(...Array.from({ length: 300 }, (_, i) => `n${i}`));
    expect((await readAudit(store, 299n, 10)).map((row) => row.action)).toEqual(["n298", "n299"]);
    expect((await readAudit(store, 10n, 2)).map((row) => row.seq)).toEqual([10n, 11n]);
    expect((await readAuditLinks(store, 300n, 10)).map((link) => link.seq)).toEqual([300n]);
  });

  it("refuses a gap and a fork, whoever writes", async () => {
    await append("a");
    const put = (seq: bigint, prevHash: Uint8Array) =>
      store.q
        .insertInto("audit_log")
        .values({
          seq,
          ts: 1n,
          actor: "x",
          action: "x",
          payload: Buffer.from(""),
          prev_hash: prevHash,
          hash: Buffer.alloc(32, 9),
        })
        .execute();
    await expect(put(3n, zeroHash)).rejects.toThrow("gap");
    await expect(put(2n, zeroHash)).rejects.toThrow("fork");
  });
});
