import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256, toHex } from "../../base/hash.ts";
import { type AuditEntry, encodeEntry, entryHash, zeroHash } from "./encode.ts";
import { auditPayload } from "./payload.ts";
import { batchCount, decodePostBatch, encodePostBatch } from "./post-batch.ts";
import { encodeTxn, type HashedLeg, type HashedTxn, txnBodyHash } from "./txn-hash.ts";

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "|", ":", "\u0000", "1"), maxLength: 4 }),
  fc.string({ unit: "grapheme", maxLength: 80 }),
);
const whole = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

const entries: fc.Arbitrary<AuditEntry> = fc.record({
  seq: whole,
  ts: whole,
  actor: text,
  action: text,
  payload: fc.uint8Array({ maxLength: 6 }),
  prevHash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});

const legs: fc.Arbitrary<HashedLeg> = fc.record({
  code: fc.nat(99),
  debit: text,
  credit: text,
  currency: text,
  amount: whole,
  phase: fc.constantFrom("post", "pend", "settle", "void"),
  pending: fc.option(text),
});

const txns: fc.Arbitrary<HashedTxn> = fc.record({
  id: text,
  bookId: whole,
  seq: whole,
  kind: text,
  source: text,
  objectKey: text,
  revision: whole,
  idemKey: fc.option(text),
  occurredAt: whole,
  recordedAt: whole,
  reverses: fc.option(text),
  rate: fc.option(
    fc.record({
      from: text,
      to: text,
      numerator: whole,
      denominator: whole,
      source: text,
      at: whole,
      rounding: fc.constant("half-even"),
    }),
  ),
});

const plain = (value: unknown): string =>
  JSON.stringify(value, (_, v) => (typeof v === "bigint" ? `${v}n` : v instanceof Uint8Array ? toHex(v) : v));

const entry: AuditEntry = {
  seq: 1n,
  ts: 2n,
  actor: "owner",
  action: "a|b",
  payload: Buffer.from("c"),
  prevHash: zeroHash,
};

describe("the bytes of an audit entry", () => {
  it("differ for a|b, c and a, b|c", () => {
    expect(entryHash(entry)).not.toEqual(entryHash({ ...entry, action: "a", payload: Buffer.from("b|c") }));
  });

  it("are the ones the documentation describes", () => {
    const field = (value: string): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(value));
      return Buffer.concat([length, Buffer.from(value)]);
    };
    const long = `${"x".repeat(70)}é`;
    const expected = Buffer.concat([
      Buffer.from("millrace/audit/v1"),
      Buffer.alloc(32),
      ...["1", "2", "Zoë", long, "c"].map(field),
    ]);
    const written = encodeEntry({ ...entry, actor: "Zoë", action: long });
    expect(toHex(written)).toBe(toHex(expected));
    expect(toHex(entryHash({ ...entry, actor: "Zoë", action: long }))).toBe(toHex(sha256(expected)));
  });

  it("are never the same for two different entries", () => {
    fc.assert(
      fc.property(entries, entries, (a, b) => {
        expect(Buffer.compare(encodeEntry(a), encodeEntry(b)) === 0).toBe(plain(a) === plain(b));
      }),
      { numRuns: 400 },
    );
  });

  it("hold a payload larger than the buffer they are built in", () => {
    const large = { ...entry, payload: Buffer.alloc(100_000, 7) };
    expect(toHex(entryHash(large))).toBe(toHex(sha256(encodeEntry(large))));
  });
});

describe("the hash of a txn", () => {
  it("is never built from the same bytes for two different txns", () => {
    fc.assert(
      fc.property(
        txns,
        fc.array(legs, { maxLength: 3 }),
        txns,
        fc.array(legs, { maxLength: 3 }),
        (a, aLegs, b, bLegs) => {
          expect(Buffer.compare(encodeTxn(a, aLegs), encodeTxn(b, bLegs)) === 0).toBe(
            plain([a, aLegs]) === plain([b, bLegs]),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("changes with every single field, and with the order of the legs", () => {
    const rate = {
      from: "EUR",
      to: "USD",
      numerator: 11n,
      denominator: 10n,
      source: "statement",
      at: 5n,
      rounding: "half-even",
    };
    const leg = {
      code: 1,
      debit: "assets:a",
      credit: "income:b",
      currency: "USD",
      amount: 5n,
      phase: "post",
      pending: null,
    };
    const txn = {
      id: "t",
      bookId: 1n,
      seq: 1n,
      kind: "sale",
      source: "gumroad",
      objectKey: "gumroad/sale/1",
      revision: 0n,
      idemKey: null,
      occurredAt: 1n,
      recordedAt: 2n,
      reverses: null,
      rate,
    };
    const other = { ...leg, amount: 6n };
    const changed: [HashedTxn, HashedLeg[]][] = [
      [txn, [leg, other]],
      [txn, [other, leg]],
      [txn, [leg]],
      [{ ...txn, rate: null }, [leg, other]],
      ...Object.keys(txn)
        .filter((name) => name !== "rate")
        .map((name): [HashedTxn, HashedLeg[]] => [
          { ...txn, [name]: name.endsWith("At") || /seq|rev.*n|bookId/.test(name) ? 77n : "changed" },
          [leg, other],
        ]),
      ...Object.keys(leg).map((name): [HashedTxn, HashedLeg[]] => [
        txn,
        [{ ...leg, [name]: /code|amount/.test(name) ? 77n : "changed" }, other],
      ]),
      ...Object.keys(rate).map((name): [HashedTxn, HashedLeg[]] => [
        { ...txn, rate: { ...rate, [name]: /ator|at/.test(name) ? 77n : "changed" } },
        [leg, other],
      ]),
    ];
    const hashes = changed.map(([t, l]) => toHex(txnBodyHash(t, l)));
    expect(new Set(hashes).size).toBe(changed.length);
  });

  it("is the same whether numbers come as bigint or number, and refuses a fraction", () => {
    const txn = {
      id: "t",
      bookId: 1,
      seq: 2,
      kind: "k",
      source: "s",
      objectKey: "o",
      revision: 0,
      idemKey: "",
      occurredAt: 1,
      recordedAt: 2,
      reverses: null,
    };
    expect(txnBodyHash(txn, [])).toEqual(
      txnBodyHash({ ...txn, bookId: 1n, seq: 2n, revision: 0n, occurredAt: 1n, recordedAt: 2n }, []),
    );
    expect(txnBodyHash(txn, [])).not.toEqual(txnBodyHash({ ...txn, idemKey: null }, []));
    expect(() => txnBodyHash({ ...txn, seq: 1.5 }, [])).toThrow("whole");
  });
});

describe("the payload of a posting batch", () => {
  it("reads back as it was written", () => {
    const hashes = [sha256("a"), sha256("b"), sha256("c")];
    const batch = decodePostBatch(encodePostBatch(7n, 41n, hashes));
    expect(batch).toEqual({ book: 7n, firstSeq: 41n, hashes: Buffer.concat(hashes) });
    expect(batch && batchCount(batch)).toBe(3);
  });

  it("is not read when a single byte is missing, added or not of the form", () => {
    const payload = encodePostBatch(7n, 41n, [sha256("a")]);
    for (let cut = 0; cut < payload.length; cut++) expect(decodePostBatch(payload.slice(0, cut))).toBeUndefined();
    expect(decodePostBatch(Buffer.concat([payload, Buffer.from([0])]))).toBeUndefined();
    const leadingZero = Buffer.from(encodePostBatch(77n, 41n, [sha256("a")]));
    leadingZero[leadingZero.indexOf("77")] = 0x30;
    expect(decodePostBatch(leadingZero)).toBeUndefined();
    expect(decodePostBatch(Buffer.from(payload).fill("x", 0, 1))).toBeUndefined();
    expect(() => encodePostBatch(1n, 1n, [])).toThrow("at least one");
    expect(() => encodePostBatch(1n, 1n, [Buffer.alloc(31)])).toThrow("32 bytes");
  });
});

describe("the payload of an ordinary entry", () => {
  it("is the same bytes whatever the order of its members", () => {
    const one = auditPayload({ b: [1, 2n, null, true], a: "é\n", gone: undefined, c: { z: 0, y: -0 } });
    const two = auditPayload({ c: { y: 0, z: 0 }, a: "é\n", b: [1n, 2, null, true] });
    expect(Buffer.from(one).toString()).toBe('{"a":"é\\n","b":[1,2,null,true],"c":{"y":0,"z":0}}');
    expect(one).toEqual(two);
    expect(() => auditPayload({ a: 0.1 })).toThrow("whole numbers");
  });
});
