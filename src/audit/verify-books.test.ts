import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodePostBatch } from "../domain/audit/post-batch.ts";
import type { RawSqlite } from "../store/open-sqlite.ts";
import { makeSample, rechain, type Sample, said } from "./testing/tampered-copy.ts";

let sample: Sample;
let edit: Sample["edit"];

beforeAll(async () => {
  sample = await makeSample();
  edit = sample.edit;
});

afterAll(() => sample.remove());

describe("txns and transfers", () => {
  it.each([
    ["amount", "UPDATE transfer SET amount=amount+1 WHERE txn_id='t-2' AND leg=0"],
    [
      "currency of account",
      "UPDATE account SET currency='EUR' WHERE id=(SELECT debit_account FROM transfer WHERE txn_id='t-2' AND leg=1)",
    ],
    [
      "account",
      "UPDATE transfer SET debit_account=(SELECT credit_account FROM transfer WHERE txn_id='t-2' AND leg=1) WHERE txn_id='t-2' AND leg=1",
    ],
    ["account that is gone", "UPDATE transfer SET debit_account=999 WHERE txn_id='t-2' AND leg=1"],
    ["account of another book", "UPDATE transfer SET debit_account=debit_account+6 WHERE txn_id='t-2' AND leg=0"],
    ["code", "UPDATE transfer SET code=20 WHERE txn_id='t-2' AND leg=0"],
    ["phase", "UPDATE transfer SET phase='pend' WHERE txn_id='t-2' AND leg=0"],
    ["order of legs", "UPDATE transfer SET leg=9-leg WHERE txn_id='t-2'"],
    ["kind", "UPDATE txn SET kind='refund' WHERE id='t-2'"],
    ["source", "UPDATE txn SET source='etsy' WHERE id='t-2'"],
    ["object", "UPDATE txn SET object_key='x' WHERE id='t-2'"],
    ["revision", "UPDATE txn SET revision=7 WHERE id='t-2'"],
    ["idempotency key", "UPDATE txn SET idem_key='' WHERE id='t-2'"],
    ["time it happened", "UPDATE txn SET occurred_at=occurred_at+1 WHERE id='t-2'"],
    ["time it was recorded", "UPDATE txn SET recorded_at=recorded_at+1 WHERE id='t-2'"],
    ["reversal", "UPDATE txn SET reverses='t-1' WHERE id='t-2'"],
    ["stored hash", "UPDATE txn SET body_hash=randomblob(32) WHERE id='t-2'"],
    ["entry it points to", "UPDATE txn SET log_seq=4 WHERE id='t-2'"],
    ["number of legs", "UPDATE txn SET n_legs=3 WHERE id='t-2'"],
    ["id", "UPDATE txn SET id='t-x' WHERE id='t-2'; UPDATE transfer SET txn_id='t-x' WHERE txn_id='t-2'"],
  ])("whose %s was edited are found, with the entry that pins them", async (_, sql) => {
    const result = await edit(sql);
    const found = result.findings.filter((finding) => finding.kind === "changed-txn" && finding.seq === 2);
    expect(found.map(({ sentence }) => sentence).join("\n")).toMatch(/Txn t-[2x] \(number 2 of book 1\) was changed: /);
  });

  it.each([
    ["was edited", "UPDATE txn_rate SET numerator=8 WHERE txn_id='t-fx'", 4, "t-fx"],
    ["was removed", "DELETE FROM txn_rate WHERE txn_id='t-fx'", 4, "t-fx"],
    ["was added", "INSERT INTO txn_rate VALUES('t-1','USD','EUR',1,1,'x',1,'half-even')", 2, "t-1"],
  ])("whose rate %s are found", async (_, sql, seq, id) => {
    expect(said(await edit(sql))).toMatch(new RegExp(`changed-txn@${seq} Txn ${id} .* rate`));
  });

  it("that end another hold than they did are found", async () => {
    const swap = `UPDATE transfer SET pending_id=-1 WHERE txn_id='t-void';
      UPDATE transfer SET pending_id=(SELECT id FROM transfer WHERE txn_id='t-hold-2') WHERE txn_id='t-settle';
      UPDATE transfer SET pending_id=(SELECT id FROM transfer WHERE txn_id='t-hold') WHERE txn_id='t-void';`;
    const text = said(await edit(swap));
    expect(text).toContain("changed-txn@6 Txn t-settle");
    expect(text).toContain("changed-txn@6 Txn t-void");
  });

  it("whose account got another name are found, and the account too when its type no longer fits", async () => {
    expect(
      said(await edit("UPDATE account SET path='income:sales:gumroad:other' WHERE path LIKE 'income:%' AND book_id=2")),
    ).toContain("Txn u-1");
    expect(said(await edit("UPDATE account SET type='asset' WHERE path LIKE 'income:%' AND book_id=2"))).toContain(
      "changed-account@- The account income:sales:gumroad:course in USD (book 2) is stored as asset with floor none, but its path makes it income with floor none.",
    );
    expect(said(await edit("UPDATE account SET path='nonsense' WHERE path LIKE 'income:%' AND book_id=2"))).toContain(
      "has a path that no account of ours has",
    );
  });

  it("that were deleted are missed", async () => {
    const text = said(await edit("DELETE FROM transfer WHERE txn_id='t-2'; DELETE FROM txn WHERE id='t-2'"));
    expect(text).toContain("missing-txn@2 Txn number 2 of book 1, which entry 2 pins, is missing.");
    expect(said(await edit("DELETE FROM transfer WHERE txn_id='t-9'; DELETE FROM txn WHERE id='t-9'"))).toContain(
      "missing-txn@10 Txn number 10 of book 1",
    );
  });

  it("that lost a transfer are found", async () => {
    expect(said(await edit("DELETE FROM transfer WHERE txn_id='t-2' AND leg=1"))).toContain(
      "Txn t-2 (number 2 of book 1) was changed: it says 2 transfers, but has 1.",
    );
  });

  const forged = (
    seq: number,
  ): string => `INSERT INTO txn SELECT 'forged-${seq}',book_id,${seq},kind,source,'forged-${seq}',0,NULL,body_hash,occurred_at,recorded_at,n_legs,NULL,log_seq FROM txn WHERE id='t-9';
    INSERT INTO transfer(txn_id,leg,code,debit_account,credit_account,currency,amount) SELECT 'forged-${seq}',leg,code,debit_account,credit_account,currency,amount FROM transfer WHERE txn_id='t-9';`;

  it("that were added behind the log's back are found, one or several", async () => {
    expect(said(await edit(forged(11)))).toBe(
      "unlogged-txn@- Txn forged-11 (number 11 of book 1) is not pinned by any entry of the log.",
    );
    expect(said(await edit(forged(11) + forged(12)))).toContain(
      "Txn forged-11 (number 11 of book 1) is not pinned by any entry of the log, nor are those after it up to number 12.",
    );
  });

  it("of a book that no entry knows are found", async () => {
    const text = said(await edit(`${forged(1).replace("book_id,1,", "77,1,")}`));
    expect(text).toContain("Txn forged-1 (number 1 of book 77) is not pinned by any entry of the log.");
    const late = said(await edit(forged(1).replace("book_id,1,", "77,1,"), { from: 8 }));
    expect(late).toContain("number 1 of book 77");
  });

  it("that were left without their header, or a rate without its txn, are found", async () => {
    expect(said(await edit(forged(11).split(";").slice(1).join(";")))).toContain(
      "stray-row@- The table transfer has a row of txn forged-11, which does not exist.",
    );
    expect(said(await edit("INSERT INTO txn_rate VALUES('gone','USD','EUR',1,1,'x',1,'half-even')"))).toContain(
      "stray-row@- The table txn_rate has a row of txn gone",
    );
  });

  it("rewritten together with their entry and the whole chain are caught by the anchor", async () => {
    const path = sample.tamper((raw) => {
      raw.exec(
        "DELETE FROM transfer WHERE txn_id='u-1'; DELETE FROM txn WHERE id='u-1'; UPDATE txn SET seq=1, log_seq=8 WHERE id='u-2'",
      );
      const hash = (raw.prepare("SELECT body_hash FROM txn WHERE id='u-2'").get() as { body_hash: Buffer }).body_hash;
      raw.prepare("UPDATE audit_log SET action='user.login', payload=x'7b7d' WHERE seq=5").run();
      raw.prepare("UPDATE audit_log SET payload=? WHERE seq=8").run(encodePostBatch(2n, 1n, [hash]));
      rechain(raw, 5);
    });
    expect(said(await sample.verify(path))).toContain("is not what the anchor 5.txt was signed over");
  });
});

describe("entries that pin txns", () => {
  const repin = (seq: number, payload: Uint8Array) => (raw: RawSqlite) => {
    raw.prepare("UPDATE audit_log SET payload=? WHERE seq=?").run(payload, seq);
    rechain(raw, seq);
  };

  it("are found when they cannot be read, or pin a txn twice", async () => {
    const unreadable = await sample.verify(sample.tamper(repin(10, Buffer.from("{}"))));
    expect(said(unreadable)).toContain("unreadable-batch@10 Entry 10 pins txns, but which ones cannot be read.");
    expect(unreadable.cautions.join(" ")).toContain("Balances were not compared, because the txns are not complete.");
    const twice = await sample.verify(
      sample.tamper(repin(10, encodePostBatch(1n, 9n, [Buffer.alloc(32), Buffer.alloc(32)]))),
    );
    expect(said(twice)).toContain("changed-entry@10 Entry 10 pins txn number 9 of book 1 a second time.");
  });
});

describe("balances and currencies", () => {
  it("that were edited are found", async () => {
    expect(said(await edit("UPDATE account_balance SET dr_posted=dr_posted+1 WHERE account_id=1"))).toBe(
      "balance-differs@- The balance of the account assets:platform:gumroad:main:balance in USD (book 1) is not the sum of its transfers.",
    );
    expect(said(await edit("DELETE FROM account_balance WHERE account_id=4"))).toContain(
      "balance-differs@- The account equity:fx in USD (book 1) has no balance row.",
    );
    expect(said(await edit("UPDATE currency SET exponent=0 WHERE code='USD'"))).toBe(
      "changed-currency@- The currency USD has 2 decimals, but the database says 0.",
    );
  });

  it("signed wrongly are found: the trial balance must be that of the transfers", async () => {
    const path = sample.tamper((raw) =>
      raw.exec("UPDATE account_balance SET dr_posted=dr_posted+1 WHERE account_id=1"),
    );
    await sample.sign(path);
    expect(said(await sample.verify(path))).toContain(
      "trial-balance-differs@10 The balances in USD were not those of the transfers when checkpoint 10 was signed.",
    );
  });
});
