import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entryHash } from "../domain/audit/encode.ts";
import { makeSample, rechain, type Sample, said } from "./testing/tampered-copy.ts";

let sample: Sample;
let edit: Sample["edit"];

beforeAll(async () => {
  sample = await makeSample();
  edit = sample.edit;
});

afterAll(() => sample.remove());

describe("an untouched log", () => {
  it("is whole, and the result says what it rests on", async () => {
    const result = await sample.verify(sample.path);
    expect(said(result)).toBe("");
    expect(result).toMatchObject({
      ok: true,
      entries: 10,
      from: 0,
      txns: 12,
      transfers: 20,
      checkpoints: 2,
      anchors: 2,
      anchored: 8,
      findingsTotal: 0,
    });
    expect(result.head.seq).toBe(10);
    expect(result.cautions).toEqual([
      "The newest outside copy vouches for entries 1 to 8; that none are missing after entry 10 cannot be proved.",
    ]);
  });

  it("without a folder of anchors is whole, with the plain word that truncation cannot be excluded", async () => {
    const lost = await sample.verify(sample.path, { anchors: undefined });
    expect(lost.ok).toBe(true);
    expect(lost.cautions.join(" ")).toContain("no outside copy: truncation cannot be excluded");
    expect((await sample.verify(sample.path, { anchors: [] })).cautions.join(" ")).toContain(
      "The folder of anchors holds none",
    );
  });

  it("without a public key says that signatures were not checked", async () => {
    expect((await sample.verify(sample.path, { keys: [] })).cautions.join(" ")).toContain(
      "signatures of checkpoints were not checked",
    );
  });

  it("can be checked from a signed checkpoint on", async () => {
    const result = await sample.verify(sample.path, { from: 5 });
    expect(said(result)).toBe("");
    expect(result).toMatchObject({ ok: true, from: 5, entries: 5, txns: 5 });
    expect(result.cautions.join(" ")).toContain("Entries 1 to 5 and their txns were not read");
    expect(await sample.verify(sample.path, { from: 8 })).toMatchObject({ ok: true, entries: 2, txns: 1 });
  });

  it("tells its progress", async () => {
    const seen: number[] = [];
    await sample.verify(sample.path, { onProgress: (done, total) => seen.push(done, total) });
    expect(seen).toEqual([10, 10]);
  });

  it("that is empty is whole", async () => {
    const path = await sample.empty();
    expect(await sample.verify(path, { anchors: undefined })).toMatchObject({ ok: true, entries: 0, head: { seq: 0 } });
    const gone = await sample.verify(path);
    expect(said(gone)).toContain("the newest 8 entries were removed");
  });
});

describe("entries of the log", () => {
  it.each([
    ["time", "UPDATE audit_log SET ts=ts+1 WHERE seq=4"],
    ["actor", "UPDATE audit_log SET actor='somebody' WHERE seq=4"],
    ["action", "UPDATE audit_log SET action='ledger.pos' WHERE seq=4"],
    ["payload", "UPDATE audit_log SET payload=x'00' WHERE seq=4"],
  ])("whose %s was edited are found", async (_, sql) => {
    const result = await edit(sql);
    expect(result.ok).toBe(false);
    expect(said(result)).toContain("changed-entry@4 The time, actor, action, payload or hash of entry 4 was changed.");
  });

  it("whose own hash was edited are found there and at the next one", async () => {
    const text = said(await edit("UPDATE audit_log SET hash=randomblob(32) WHERE seq=3"));
    expect(text).toContain("changed-entry@3");
    expect(text).toContain("broken-link@4 Entry 4 does not carry the hash of entry 3.");
  });

  it("that were edited and hashed anew break the chain at the next one", async () => {
    const path = sample.tamper((raw) => {
      raw.exec("UPDATE audit_log SET actor='somebody' WHERE seq=9");
      const row = raw
        .prepare("SELECT seq,ts,actor,action,payload,prev_hash AS prevHash FROM audit_log WHERE seq=9")
        .get();
      raw.prepare("UPDATE audit_log SET hash=? WHERE seq=9").run(entryHash(row as Parameters<typeof entryHash>[0]));
    });
    expect(said(await sample.verify(path))).toBe("broken-link@10 Entry 10 does not carry the hash of entry 9.");
  });

  it("that were deleted are missed, one or several", async () => {
    expect(said(await edit("DELETE FROM audit_log WHERE seq=3"))).toContain(
      "missing-entries@4 Entry 3 is missing from the log.",
    );
    const several = said(await edit("DELETE FROM audit_log WHERE seq IN (2,3)"));
    expect(several).toContain("missing-entries@4 Entries 2 to 3 are missing from the log.");
    expect(several).toContain("unlogged-txn@4 No entry of the log pins txns number 1 to 3 of book 1.");
    expect(said(await edit("DELETE FROM audit_log WHERE seq=1"))).toContain("Entry 1 is missing");
  });

  it("that were deleted with the rest moved up and hashed anew are caught by checkpoint and anchor, with the place", async () => {
    const path = sample.tamper((raw) => {
      raw.exec(
        "DELETE FROM audit_log WHERE seq=7; UPDATE audit_log SET seq=seq-1 WHERE seq>7; UPDATE txn SET log_seq=log_seq-1 WHERE log_seq>7;",
      );
      rechain(raw, 7);
    });
    const text = said(await sample.verify(path));
    expect(text).toContain("checkpoint-differs@8 One of the entries 6 to 8 is not what checkpoint 8 was signed over.");
    expect(text).toContain("One of the entries 6 to 8 is not what the anchor 8.txt was signed over.");
    expect(text).not.toContain("missing");
  });

  it("that were inserted in the middle are found", async () => {
    const text = said(
      await edit(`UPDATE audit_log SET seq=seq+100 WHERE seq>6; UPDATE audit_log SET seq=seq-99 WHERE seq>100;
        INSERT INTO audit_log(seq,ts,actor,action,payload,prev_hash,hash) VALUES(7,1,'owner','user.login',x'7b7d',randomblob(32),randomblob(32))`),
    );
    expect(text).toContain("broken-link@7");
    expect(text).toContain("broken-link@8");
  });

  it("that were added at the end by hand are found", async () => {
    const text = said(
      await edit(
        "INSERT INTO audit_log(seq,ts,actor,action,payload,prev_hash,hash) VALUES(11,1,'owner','user.login',x'7b7d',(SELECT hash FROM audit_log WHERE seq=10),randomblob(32))",
      ),
    );
    expect(text).toBe("changed-entry@11 The time, actor, action, payload or hash of entry 11 was changed.");
  });

  it("that changed places are found", async () => {
    const text = said(
      await edit(
        "UPDATE audit_log SET seq=-1 WHERE seq=3; UPDATE audit_log SET seq=3 WHERE seq=4; UPDATE audit_log SET seq=4 WHERE seq=-1",
      ),
    );
    expect(text).toContain("broken-link@3");
    expect(text).toContain("broken-link@4");
  });

  it("that stand before the first are found", async () => {
    expect((await edit("UPDATE audit_log SET prev_hash=randomblob(32) WHERE seq=1")).findings[0]?.sentence).toBe(
      "Entry 1 does not carry the hash of the empty beginning.",
    );
  });

  it("rewritten from some point on with every hash recomputed are caught by the anchors alone", async () => {
    const path = sample.tamper((raw) => {
      raw.exec("UPDATE audit_log SET payload=x'7b7d' WHERE seq=3");
      rechain(raw, 3);
      raw.exec("DELETE FROM checkpoint");
    });
    const text = said(await sample.verify(path));
    expect(text).toContain(
      "checkpoint-differs@5 One of the entries 1 to 5 is not what the anchor 5.txt was signed over.",
    );
    expect(text).toContain("checkpoint-missing@5");
    expect((await sample.verify(path, { anchors: undefined })).ok).toBe(true);
  });

  it("rewritten and signed anew with the true key are still caught by an older copy", async () => {
    const path = sample.tamper((raw) => {
      raw.exec("UPDATE audit_log SET payload=x'7b7d' WHERE seq=7");
      rechain(raw, 7);
      raw.exec("DELETE FROM checkpoint");
    });
    await sample.sign(path);
    const result = await sample.verify(path);
    expect(said(result)).toContain(
      "checkpoint-differs@8 One of the entries 6 to 8 is not what the anchor 8.txt was signed over.",
    );
    expect((await sample.verify(path, { anchors: undefined })).ok).toBe(true);
  });
});

describe("the newest entries", () => {
  const cutTo = (
    size: number,
  ): string => `DELETE FROM txn WHERE log_seq>${size}; DELETE FROM transfer WHERE txn_id NOT IN (SELECT id FROM txn);
    DELETE FROM audit_log WHERE seq>${size}; DELETE FROM checkpoint WHERE size>${size};`;

  it("removed with their txns and checkpoints are missed by an anchor, which says how many", async () => {
    const result = await edit(cutTo(6));
    expect(said(result)).toContain(
      "truncated@6 The anchor 8.txt was made at 8 entries, but the log ends at 6: the newest 2 entries were removed.",
    );
    expect(said(await edit(cutTo(7)))).toContain("the newest entry was removed");
  });

  it("removed without their checkpoint rows are missed by those too", async () => {
    const text = said(await edit("DELETE FROM audit_log WHERE seq>7", { anchors: undefined }));
    expect(text).toContain("truncated@7 Checkpoint 8 was made at 8 entries, but the log ends at 7");
    expect(text).toContain("Txn u-2 (number 2 of book 2) is not pinned by any entry of the log.");
    expect(text).toContain("Txn t-9 (number 10 of book 1) is not pinned");
  });

  it("removed after the newest anchor leave txns without an entry", async () => {
    const text = said(await edit("DELETE FROM audit_log WHERE seq=10"));
    expect(text).toBe("unlogged-txn@- Txn t-9 (number 10 of book 1) is not pinned by any entry of the log.");
  });
});
