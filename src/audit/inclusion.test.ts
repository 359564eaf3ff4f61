import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTlogProof } from "../domain/audit/tlog-proof.ts";
import type { SqliteStore } from "../store/open-sqlite.ts";
import { checkProof } from "./check-proof.ts";
import { proveConsistency, proveTxn } from "./inclusion.ts";
import { key, sampleSigner } from "./testing/sample-books.ts";
import { makeSample, rechain, type Sample } from "./testing/tampered-copy.ts";

let sample: Sample;
let store: SqliteStore;

beforeAll(async () => {
  sample = await makeSample();
  store = sample.open(sample.path);
});

afterAll(async () => {
  await store.close();
  sample.remove();
});

async function proof(txnId: string): Promise<string> {
  const made = await proveTxn(store, txnId);
  if (!made.ok) throw new Error(made.error.sentence);
  return made.value;
}

async function consistency(older: number, newer: number): Promise<string> {
  const made = await proveConsistency(store, older, newer);
  if (!made.ok) throw new Error(made.error.sentence);
  return made.value;
}

const refused = { ok: false, error: { code: "proof-refused" } };

describe("the proof of a txn", () => {
  it.each(["t-1", "t-3", "t-fx", "t-settle", "t-undo", "u-1", "u-2"])(
    "of %s is accepted with nothing but the public key, and shows the txn",
    async (id) => {
      const checked = checkProof(await proof(id), [key]);
      expect(checked).toMatchObject({ ok: true, value: { what: "txn", txn: { id }, checkpoint: { size: 8 } } });
    },
  );

  it("shows every field, so that an accountant reads what was booked", async () => {
    const checked = checkProof(await proof("t-fx"), [key]);
    expect(checked).toMatchObject({
      ok: true,
      value: {
        txn: { rate: { from: "USD", to: "EUR", numerator: 9n, denominator: 10n } },
        legs: [
          { amount: 1_000n, currency: "USD" },
          { debit: "assets:platform:paypal:main:balance", amount: 900n, currency: "EUR" },
        ],
      },
    });
  });

  it("survives e-mail's line ends", async () => {
    expect(checkProof((await proof("t-2")).replaceAll("\n", "\r\n"), [key])).toMatchObject({ ok: true });
  });

  it("is refused without the right public key", async () => {
    expect(checkProof(await proof("t-2"), [])).toMatchObject(refused);
    expect(checkProof(await proof("t-2"), [{ ...key, publicKey: sampleSigner(1).publicKey }])).toMatchObject(refused);
  });

  it("is refused when any line of it was changed", async () => {
    const lines = (await proof("t-2")).split("\n");
    for (const [i, line] of lines.entries()) {
      if (line === "") continue;
      const middle = Math.floor(line.length / 2);
      const other = line[middle] === "A" ? "B" : "A";
      const changed = lines.with(i, line.slice(0, middle) + other + line.slice(middle + 1)).join("\n");
      expect(checkProof(changed, [key]), `line ${i + 1}`).toMatchObject(refused);
    }
  });

  it("is refused when it shows another txn, even one that is booked too", async () => {
    const [one, two] = [parseTlogProof(await proof("t-2")), parseTlogProof(await proof("u-1"))];
    if (!one.ok || !two.ok) throw new Error("not read");
    const extraOf = (text: string): string => text.split("\n")[1] ?? "";
    const text = await proof("t-2");
    const edit = (change: (value: Record<string, Record<string, unknown>>) => void): string => {
      const value = JSON.parse(Buffer.from(one.value.extra ?? []).toString()) as Record<
        string,
        Record<string, unknown>
      >;
      change(value);
      return text.replace(extraOf(text), `extra ${Buffer.from(JSON.stringify(value)).toString("base64")}`);
    };
    expect(
      checkProof(
        edit(() => undefined),
        [key],
      ),
    ).toMatchObject({ ok: true });
    const wrong = [
      text.replace(extraOf(text), extraOf(await proof("u-1"))),
      text.replace(`${extraOf(text)}\n`, ""),
      edit((value) => Object.assign(value["txn"] ?? {}, { seq: "3" })),
      edit((value) => Object.assign(value["txn"] ?? {}, { seq: "99" })),
      edit((value) => Object.assign(value["txn"] ?? {}, { bookId: "2" })),
      edit((value) => Object.assign(value["txn"] ?? {}, { kind: 7 })),
      edit((value) => Object.assign(value["entry"] ?? {}, { action: "user.login" })),
      edit((value) => Object.assign(value["entry"] ?? {}, { payload: "?" })),
      edit((value) => Object.assign(value["entry"] ?? {}, { actor: "somebody" })),
      edit((value) => Object.assign(value, { legs: 1 })),
      edit((value) => Object.assign(value, { entry: null })),
    ];
    for (const changed of wrong) expect(checkProof(changed, [key])).toMatchObject(refused);
  });

  it("cannot be had for a txn that is unknown or not signed yet", async () => {
    expect(await proveTxn(store, "nothing")).toMatchObject({ ok: false, error: { code: "txn-unknown" } });
    expect(await proveTxn(store, "t-9")).toMatchObject({ ok: false, error: { code: "not-yet-signed" } });
  });

  it("cannot be had from a log that was rewritten", async () => {
    const path = sample.tamper((raw) => rechain(raw, 1));
    const healthy = sample.open(path);
    expect(await proveTxn(healthy, "t-2")).toMatchObject({ ok: true });
    await healthy.close();
    const rewritten = sample.open(
      sample.tamper((raw) => {
        raw.exec("UPDATE audit_log SET ts=ts+1 WHERE seq=7");
        rechain(raw, 7);
      }),
    );
    expect(await proveTxn(rewritten, "t-2")).toMatchObject({ ok: false, error: { code: "audit-broken" } });
    await rewritten.close();
  });
});

describe("the proof that one checkpoint goes on from another", () => {
  it("is accepted, in whichever order the two are named", async () => {
    expect(checkProof(await consistency(5, 8), [key])).toMatchObject({
      ok: true,
      value: { what: "consistency", older: { size: 5 }, newer: { size: 8 } },
    });
    expect(await consistency(8, 5)).toBe(await consistency(5, 8));
    expect(checkProof(await consistency(5, 5), [key])).toMatchObject({ ok: true });
  });

  it("is refused when it was changed, cut or is of two logs", async () => {
    const text = await consistency(5, 8);
    const [head = "", older = "", newer = ""] = text.split("\n=====\n");
    const wrong = [
      [head, older].join("\n=====\n"),
      [head, newer, older].join("\n=====\n"),
      [head.split("\n").slice(0, -1).join("\n"), older, newer].join("\n=====\n"),
      [`${head}x`, older, newer].join("\n=====\n"),
      text.replace("millrace/sample\n5", "millrace/other\n5"),
      [head, "x", newer].join("\n=====\n"),
      [head, older, "x"].join("\n=====\n"),
    ];
    for (const changed of wrong) expect(checkProof(changed, [key])).toMatchObject(refused);
  });

  it("cannot be had for sizes without a checkpoint", async () => {
    expect(await proveConsistency(store, 4, 8)).toMatchObject({
      ok: false,
      error: { sentence: "There is no checkpoint over 4 entries." },
    });
    expect(await proveConsistency(store, 5, 9)).toMatchObject({
      ok: false,
      error: { sentence: "There is no checkpoint over 9 entries." },
    });
  });
});
