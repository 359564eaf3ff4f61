import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAudit } from "../store/audit-log.ts";
import { key, sampleSigner } from "./testing/sample-books.ts";
import { makeSample, type Sample, said } from "./testing/tampered-copy.ts";
import { verifyAudit } from "./verify.ts";

let sample: Sample;
let edit: Sample["edit"];

beforeAll(async () => {
  sample = await makeSample();
  edit = sample.edit;
});

afterAll(() => sample.remove());

describe("checkpoints and anchors", () => {
  it.each([
    [
      "root",
      "UPDATE checkpoint SET root=randomblob(32) WHERE size=5",
      "The stored fields of checkpoint 5 are not those of its signed text.",
    ],
    [
      "time",
      "UPDATE checkpoint SET created_at=created_at+1 WHERE size=5",
      "The stored fields of checkpoint 5 are not those of its signed text.",
    ],
    [
      "frontier",
      "UPDATE checkpoint SET frontier=randomblob(72) WHERE size=5",
      "The stored frontier of checkpoint 5 was changed.",
    ],
    [
      "size",
      "UPDATE checkpoint SET size=6 WHERE size=5",
      "The stored fields of checkpoint 6 are not those of its signed text.",
    ],
    [
      "text",
      "UPDATE checkpoint SET note=replace(note,'sample','simple') WHERE size=5",
      "Checkpoint 5 is not believed: no known key has signed it.",
    ],
    [
      "signed text",
      "UPDATE checkpoint SET note=replace(note,'time 2026','time 2025') WHERE size=5",
      "Checkpoint 5 is not believed: the signature of millrace/sample does not fit the text.",
    ],
    [
      "whole text",
      "UPDATE checkpoint SET note='x' WHERE size=5",
      "Checkpoint 5 cannot be read: it is not plain text that ends in a newline.",
    ],
  ])("whose %s was edited are found", async (_, sql, sentence) => {
    expect(said(await edit(sql))).toContain(sentence);
  });

  it("that were removed from the database are missed by their anchor", async () => {
    expect(said(await edit("DELETE FROM checkpoint WHERE size=5"))).toBe(
      "checkpoint-missing@5 The checkpoint over 5 entries, of which the anchor 5.txt is a copy, is missing from the database.",
    );
  });

  it("signed by a stranger are not believed", async () => {
    const path = sample.tamper((raw) => raw.exec("DELETE FROM checkpoint WHERE size=8"));
    await sample.sign(path, sampleSigner(8));
    expect(said(await sample.verify(path, { anchors: undefined }))).toBe(
      "checkpoint-unsigned@10 Checkpoint 10 is not believed: no known key has signed it.",
    );
  });

  it("that an edited anchor contradicts are told apart from the true ones", async () => {
    const text = sample.anchors[0]?.text ?? "";
    const result = await sample.verify(sample.path, {
      anchors: [{ name: "5.txt", text: text.replace("2026", "2025") }],
    });
    expect(said(result)).toContain("The anchor 5.txt is not believed");
    expect(said(result)).toContain(
      "The anchor 5.txt and the checkpoint over 5 entries in the database are not the same text.",
    );
    expect(said(await sample.verify(sample.path, { anchors: [{ name: "5.txt", text: "cut off" }] }))).toContain(
      "The anchor 5.txt cannot be read",
    );
    expect(
      said(
        await sample.verify(sample.path, {
          anchors: [{ name: "8.txt", text: text.replace("millrace/sample\n", "millrace/other\n") }],
        }),
      ),
    ).toContain("of another log");
  });

  it("are read from copies that e-mail gave other line ends, and beside somebody's own notes", async () => {
    const mailed = sample.anchors.map(({ name, text }) => ({
      name: `from-mail-${name}`,
      text: text.replaceAll("\n", "\r\n"),
    }));
    expect(
      await sample.verify(sample.path, { anchors: [...mailed, { name: "README.txt", text: "Keep these.\n" }] }),
    ).toMatchObject({ ok: true, anchors: 2 });
  });

  it("do not let the walk begin at one that cannot be trusted", async () => {
    const store = sample.open(sample.path);
    expect(await verifyAudit(store, { keys: [], anchors: [], from: 5 })).toMatchObject({
      ok: false,
      error: { code: "checkpoint-not-trusted" },
    });
    expect(await verifyAudit(store, { keys: [key], anchors: [], from: 6 })).toMatchObject({ ok: false });
    await store.close();
    for (const sql of [
      "UPDATE checkpoint SET frontier=x'00' WHERE size=5",
      "UPDATE checkpoint SET frontier=(SELECT frontier FROM checkpoint WHERE size=8) WHERE size=5",
    ]) {
      await expect(edit(sql, { from: 5 })).rejects.toThrow("cannot begin at checkpoint 5");
    }
  });

  it("beginning in the middle, still find what was changed after it", async () => {
    expect(said(await edit("UPDATE transfer SET amount=1 WHERE txn_id='t-9' AND leg=0", { from: 8 }))).toContain(
      "Txn t-9",
    );
    expect(said(await edit("DELETE FROM audit_log WHERE seq=10", { from: 8 }))).toContain(
      "Txn t-9 (number 10 of book 1) is not pinned",
    );
    expect(said(await edit("UPDATE audit_log SET prev_hash=randomblob(32) WHERE seq=9", { from: 8 }))).toContain(
      "broken-link@9",
    );
  });
});

describe("the result", () => {
  it("tells the first findings in full and counts the others", async () => {
    const result = await edit("UPDATE audit_log SET ts=ts+1", { findingsMax: 3 });
    expect(result.findings).toHaveLength(3);
    expect(result.findingsTotal).toBeGreaterThanOrEqual(10);
    expect(result.findings[0]?.seq).toBe(1);
  });

  it("names a guard that is gone", async () => {
    const path = sample.tamper(() => undefined);
    const raw = sample.openRaw(path);
    raw.exec("DROP TRIGGER audit_log_no_delete");
    raw.close();
    expect(said(await sample.verify(path))).toMatch(/^changed-schema@- .*audit_log_no_delete is missing/);
  });

  it("comes from reading alone: the entries are as they were", async () => {
    const store = sample.open(sample.path);
    expect(await readAudit(store, 1n, 100)).toHaveLength(10);
    await store.close();
  });
});
