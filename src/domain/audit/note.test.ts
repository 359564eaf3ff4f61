import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256, toHex } from "../../base/hash.ts";
import { isoTime, parseIsoTime } from "../time/iso-time.ts";
import { type CheckpointBody, formatCheckpointBody, parseCheckpointBody } from "./checkpoint-body.ts";
import {
  formatVerifierKey,
  fromBase64,
  type Note,
  type NoteSigner,
  noteSigner,
  parseNote,
  parseVerifierKey,
  signNote,
  toBase64,
  type VerifierKey,
} from "./note.ts";
import { formatTlogProof, parseTlogProof } from "./tlog-proof.ts";
import { type AccountTotals, trialBalanceHashes } from "./trial-balance.ts";

function signerOf(secret: KeyObject): NoteSigner {
  const { x = "" } = createPublicKey(secret).export({ format: "jwk" });
  return { publicKey: Buffer.from(x, "base64url"), sign: (message) => sign(null, message, secret) };
}

const newSigner = (): NoteSigner => signerOf(generateKeyPairSync("ed25519").privateKey);

function read(text: string): Note {
  const note = parseNote(text);
  if (!note.ok) throw new Error(note.error);
  return note.value;
}

/** The worked example of the Go implementation (golang.org/x/mod/sumdb/note), secret key and all. */
const outside = {
  verifierKey: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  secret: "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
  body: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
};

describe("a signed note", () => {
  it("is byte for byte the one that another implementation signs with the same key", () => {
    const seed = Buffer.from(outside.secret, "base64").subarray(1);
    const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
    const signer = signerOf(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }));
    expect(signNote(outside.body, "PeterNeumann", signer)).toBe(`${outside.body}\n${outside.line}`);
    expect(formatVerifierKey({ name: "PeterNeumann", publicKey: signer.publicKey })).toBe(outside.verifierKey);
  });

  it("signed elsewhere is believed, and no longer once a letter of it changed", () => {
    const key = parseVerifierKey(`${outside.verifierKey}\n`);
    if (!key.ok) throw new Error(key.error);
    const text = `${outside.body}\n${outside.line}`;
    expect(noteSigner(read(text), [key.value])).toEqual({ ok: true, value: key.value });
    expect(noteSigner(read(text.replace("answer", "Answer")), [key.value])).toMatchObject({ ok: false });
  });

  it("ignores signatures of strangers, but refuses a wrong one of a known key beside a right one", () => {
    const [mine, theirs] = [newSigner(), newSigner()];
    const keys: VerifierKey[] = [{ name: "me", publicKey: mine.publicKey }];
    const text = signNote("hello\n", "me", mine);
    const stranger = signNote("hello\n", "me", theirs).split("\n\n")[1] as string;
    expect(noteSigner(read(text + stranger), keys)).toMatchObject({ ok: true });
    expect(noteSigner(read(`hello\n\n${stranger}`), keys)).toEqual({ ok: false, error: "no known key has signed it" });
    const forged = signNote("bye\n", "me", mine).split("\n\n")[1] as string;
    expect(noteSigner(read(text + forged), keys)).toMatchObject({ ok: false });
  });

  it.each([
    ["nothing", ""],
    ["no signature", "a\n"],
    ["no final newline", "a\n\n\u2014 x AAAAAAAA"],
    ["a hyphen for the dash", "a\n\n- x AAAAAAAA\n"],
    ["a signature that is too short", "a\n\n\u2014 x AAAA\n"],
    ["a signature that is not base64", "a\n\n\u2014 x AA*AAAAA\n"],
    ["a tab", "a\tb\n\n\u2014 x AAAAAAAA\n"],
    ["too many signatures", `a\n\n${"\u2014 x AAAAAAAA\n".repeat(101)}`],
    ["more than a megabyte", `${"a".repeat(1_000_001)}\n\n\u2014 x AAAAAAAA\n`],
  ])("is not read from text with %s", (_, text) => {
    expect(parseNote(text).ok).toBe(false);
  });

  it("is not made from text that could not be read back", () => {
    expect(() => signNote("no newline", "me", newSigner())).toThrow("newline");
    expect(() => signNote("a\n", "two words", newSigner())).toThrow("spaces");
  });
});

describe("a public key as one line", () => {
  it("is refused when any one character was mistyped", () => {
    for (let i = 0; i < outside.verifierKey.length; i++) {
      const typed = outside.verifierKey[i] === "A" ? "B" : "A";
      expect(parseVerifierKey(outside.verifierKey.slice(0, i) + typed + outside.verifierKey.slice(i + 1)).ok).toBe(
        false,
      );
    }
  });

  it("is refused when it is of another kind of key", () => {
    expect(parseVerifierKey("name+00000000+AAAA")).toMatchObject({ ok: false });
    expect(parseVerifierKey("name only")).toMatchObject({ ok: false });
  });

  it("that is no point of the curve has signed nothing", () => {
    const publicKey = Buffer.alloc(32, 0xff);
    const note = read(signNote("a\n", "me", { publicKey, sign: () => Buffer.alloc(64) }));
    expect(noteSigner(note, [{ name: "me", publicKey }])).toMatchObject({ ok: false });
    const short = read(signNote("a\n", "me", { publicKey, sign: () => Buffer.alloc(63) }));
    expect(noteSigner(short, [{ name: "me", publicKey }])).toMatchObject({ ok: false });
  });
});

describe("base64", () => {
  it("is read strictly: only the one spelling that we would write", () => {
    expect(fromBase64("AAA=")).toEqual(Buffer.alloc(2));
    for (const wrong of ["AAB=", "AAA", "A A=", "AA-_", "AAA=\n"]) expect(fromBase64(wrong)).toBeUndefined();
  });
});

const body: CheckpointBody = {
  origin: "millrace/7f3a",
  size: 41,
  root: sha256("root"),
  head: sha256("head"),
  time: 1_763_731_200_123,
  trialBalance: new Map([
    ["USD", sha256("usd")],
    ["GBP", sha256("gbp")],
    ["KES", sha256("kes")],
  ]),
};

describe("the text of a checkpoint", () => {
  it("begins with the three lines that every log tool reads", () => {
    const lines = formatCheckpointBody(body).split("\n");
    expect(lines.slice(0, 4)).toEqual(["millrace/7f3a", "41", toBase64(body.root), "time 2025-11-21T13:20:00.123Z"]);
    expect(lines.slice(5, 8).map((line) => line.slice(14, 17))).toEqual(["GBP", "KES", "USD"]);
  });

  it("reads back as it was written, with lines it does not know passed over", () => {
    expect(parseCheckpointBody(formatCheckpointBody(body))).toEqual({ ok: true, value: body });
    expect(parseCheckpointBody(`${formatCheckpointBody(body)}later addition\n`)).toEqual({ ok: true, value: body });
  });

  it("is not read when a line is missing, doubled or misspelt", () => {
    const text = formatCheckpointBody(body);
    const wrong = [
      "",
      text.replace("41", "041"),
      text.replace("41", "x"),
      text.replace(toBase64(body.root), "AAAA"),
      text.replace("time 2", "time x"),
      text.replace("head ", "hat "),
      `${text}trial-balance USD ${toBase64(body.root)}\n`,
      text.replace("trial-balance USD ", "trial-balance USD x"),
      text.replace("41", "9999999999999999"),
    ];
    for (const broken of wrong) expect(parseCheckpointBody(broken).ok).toBe(false);
    expect(() => formatCheckpointBody({ ...body, origin: "two words" })).toThrow("origin");
  });
});

describe("a time in a checkpoint", () => {
  it("is the same instant after being written and read", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (at) => {
        expect(isoTime(at)).toBe(new Date(at).toISOString());
        expect(parseIsoTime(isoTime(at))).toBe(at);
      }),
    );
    for (const wrong of ["2025-02-30T00:00:00.000Z", "2025-01-01T24:00:00.000Z", "2025-01-01", "x"])
      expect(parseIsoTime(wrong)).toBeUndefined();
  });
});

describe("the text of a proof", () => {
  const proof = {
    index: 3,
    path: [sha256("a"), sha256("b")],
    checkpoint: signNote(formatCheckpointBody(body), "me", newSigner()),
  };

  it("reads back as it was written, with and without the extra line", () => {
    expect(parseTlogProof(formatTlogProof(proof))).toEqual({ ok: true, value: { ...proof, extra: undefined } });
    const extra = Buffer.from("{}");
    expect(parseTlogProof(formatTlogProof({ ...proof, extra }))).toEqual({ ok: true, value: { ...proof, extra } });
    expect(parseTlogProof(formatTlogProof({ ...proof, path: [] }))).toMatchObject({ ok: true, value: { path: [] } });
  });

  it("is not read when a line is missing or damaged", () => {
    const text = formatTlogProof({ ...proof, extra: Buffer.from("{}") });
    const wrong = [
      "",
      text.slice(1),
      text.replace("extra ", "extra *"),
      text.replace("index 3", "index 03"),
      text.replace("index 3\n", ""),
      text.replace(toBase64(sha256("a")), "AAAA"),
      text.replace("\n\n", "\n"),
    ];
    for (const broken of wrong) expect(parseTlogProof(broken).ok).toBe(false);
  });
});

describe("the trial balance hash", () => {
  const account = (path: string, drPosted: bigint, bookId = 1n, currency = "USD"): AccountTotals => ({
    bookId,
    path,
    currency,
    drPosted,
    crPosted: 0n,
    drPending: 0n,
    crPending: 0n,
  });
  const hex = (accounts: AccountTotals[]): [string, string][] =>
    [...trialBalanceHashes(accounts)].map(([code, hash]) => [code, toHex(hash)]);

  it("does not depend on the order of accounts nor on accounts that hold nothing", () => {
    const [a, b, c] = [account("a", 1n), account("b", 2n), account("a", 3n, 2n)];
    expect(hex([c, b, a, account("empty", 0n), account("none", 0n, 1n, "EUR")])).toEqual(hex([a, b, c]));
    expect(hex([a, c, b])).toEqual(hex([b, c, a]));
  });

  it("changes with every counter, and is kept per currency", () => {
    const one = account("a", 1n);
    const all = [
      one,
      account("b", 1n),
      account("a", 2n),
      account("a", 1n, 2n),
      { ...one, crPosted: 1n },
      { ...one, drPending: 1n },
      { ...one, crPending: 1n },
    ];
    expect(new Set(all.map((a) => hex([a])[0]?.[1])).size).toBe(all.length);
    const three = [one, account("a", 1n, 1n, "EUR"), account("a", 1n, 1n, "GBP")];
    expect(hex(three).map(([code]) => code)).toEqual(["EUR", "GBP", "USD"]);
    expect(hex(three.toReversed())).toEqual(hex(three));
  });
});
