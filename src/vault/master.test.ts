import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { Secret } from "../base/secret.ts";
import { deriveKeys } from "./installation-keys.ts";
import {
  createKeyFile,
  createSaltFile,
  type KeySettings,
  keyPaths,
  loadMasterCandidates,
  type Master,
  promoteNext,
} from "./master.ts";

const passphrase = new Secret("correct horse battery");
const envKey = new Secret(Buffer.from(seededRandom(9n).bytes(32)).toString("hex"));
const hexOf = (master: Master | undefined): string => Buffer.from(master?.secret.reveal() ?? []).toString("hex");

describe("the master secret", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "millrace-keys-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const make = (path: string, seed: bigint): Master => {
    const made = createKeyFile(path, seededRandom(seed));
    if (!made.ok) throw new Error(made.error.sentence);
    return made.value;
  };
  const load = (
    settings: Partial<KeySettings> = {},
  ): { hex: readonly string[]; origins: readonly string[]; warnings: readonly string[] } => {
    const found = loadMasterCandidates({ dataDir, ...settings });
    if (!found.ok) throw new Error(found.error.sentence);
    return {
      hex: found.value.candidates.map(hexOf),
      origins: found.value.candidates.map((one) => one.origin),
      warnings: found.value.warnings.map((one) => one.sentence),
    };
  };
  const refusal = (settings: Partial<KeySettings> = {}): string => {
    const found = loadMasterCandidates({ dataDir, ...settings });
    if (found.ok) throw new Error("it was taken");
    expect(found.error.sentence).toMatch(/^[^\n]*\.$/);
    return found.error.sentence;
  };

  it("is made once, in a file for its owner only, and found again", () => {
    const made = make(keyPaths(dataDir).key, 1n);
    expect(load()).toEqual({ hex: [hexOf(made)], origins: [keyPaths(dataDir).key], warnings: [] });
    expect(readdirSync(dataDir)).toEqual(["millrace.key"]);
    if (process.platform !== "win32") expect(statSync(keyPaths(dataDir).key).mode & 0o777).toBe(0o600);
  });

  it("never replaces a key, because a replaced key is a lost database", () => {
    const made = make(keyPaths(dataDir).key, 1n);
    const again = createKeyFile(keyPaths(dataDir).key, seededRandom(2n));
    expect(again).toMatchObject({ ok: false, error: { code: "file-exists", kept: "It is unchanged." } });
    expect(load().hex).toEqual([hexOf(made)]);
    expect(readdirSync(dataDir)).toEqual(["millrace.key"]);
  });

  it("is taken from MILLRACE_KEY, then MILLRACE_KEY_FILE, then the passphrase, then the file; what is not used is told", () => {
    const own = make(keyPaths(dataDir).key, 1n);
    const otherPath = join(dataDir, "other.key");
    const other = make(otherPath, 2n);
    const salted = createSaltFile(keyPaths(dataDir).salt, passphrase, seededRandom(3n));
    const all = { key: envKey, keyFile: otherPath, passphrase };
    expect(load(all)).toEqual({
      hex: [envKey.reveal()],
      origins: ["MILLRACE_KEY"],
      warnings: [
        `The encryption key is taken from MILLRACE_KEY; not used: MILLRACE_KEY_FILE, MILLRACE_PASSPHRASE, ${keyPaths(dataDir).key}.`,
      ],
    });
    expect(load({ ...all, key: undefined }).hex).toEqual([hexOf(other)]);
    expect(load({ passphrase }).hex).toEqual([salted.ok ? hexOf(salted.value) : ""]);
    expect(load({}).hex).toEqual([hexOf(own)]);
    expect(load({ keyFile: keyPaths(dataDir).key }).warnings).toEqual([]);
  });

  it("comes from the passphrase and the salt together, so that a lost salt is told as such", () => {
    expect(refusal({ passphrase })).toBe(
      `MILLRACE_PASSPHRASE is set, but its salt ${keyPaths(dataDir).salt} does not exist.`,
    );
    const made = createSaltFile(keyPaths(dataDir).salt, passphrase, seededRandom(3n));
    expect(load({ passphrase })).toEqual({
      hex: [made.ok ? hexOf(made.value) : ""],
      origins: ["MILLRACE_PASSPHRASE"],
      warnings: [],
    });
    expect(createSaltFile(keyPaths(dataDir).salt, passphrase, seededRandom(4n))).toMatchObject({
      ok: false,
      error: { code: "file-exists" },
    });
    expect(createSaltFile(join(dataDir, "new.salt"), new Secret("short"), seededRandom(4n))).toMatchObject({
      ok: false,
      error: { code: "passphrase-refused" },
    });
    expect(existsSync(join(dataDir, "new.salt"))).toBe(false);
  });

  it("has two candidates while a rotation is unfinished, the current one first", () => {
    const current = make(keyPaths(dataDir).key, 1n);
    const next = make(keyPaths(dataDir).nextKey, 2n);
    expect(load().hex).toEqual([hexOf(current), hexOf(next)]);
    expect(load({ key: envKey }).hex).toEqual([envKey.reveal(), hexOf(next)]);
    expect(promoteNext(dataDir)).toMatchObject({ ok: true });
    expect(load().hex).toEqual([hexOf(next)]);
    expect(promoteNext(dataDir)).toMatchObject({ ok: true });
    expect(load().hex).toEqual([hexOf(next)]);
  });

  it("tries the passphrase with both salts while a rotation is unfinished", () => {
    createSaltFile(keyPaths(dataDir).salt, passphrase, seededRandom(3n));
    const next = createSaltFile(keyPaths(dataDir).nextSalt, passphrase, seededRandom(4n));
    expect(new Set(load({ passphrase }).hex).size).toBe(2);
    promoteNext(dataDir);
    expect(load({ passphrase }).hex).toEqual([next.ok ? hexOf(next.value) : ""]);
  });

  it("takes the next key when the current one was moved away, and only warns about a next key that is damaged", () => {
    const next = make(keyPaths(dataDir).nextKey, 2n);
    expect(load().hex).toEqual([hexOf(next)]);
    rmSync(keyPaths(dataDir).nextKey);
    make(keyPaths(dataDir).key, 1n);
    writeFileSync(keyPaths(dataDir).nextKey, "torn");
    expect(load().hex).toHaveLength(1);
    expect(load().warnings).toContain(
      `The key in ${keyPaths(dataDir).nextKey} has 4 characters, where 64 (hex) or 43 (base64) are expected.`,
    );
  });

  it("warns with the fix when others can read its file", () => {
    if (process.platform === "win32") return;
    const { key } = keyPaths(dataDir);
    make(key, 1n);
    chmodSync(key, 0o640);
    expect(loadMasterCandidates({ dataDir })).toMatchObject({
      value: { warnings: [{ code: "key-exposed", fix: `chmod 600 ${key}` }] },
    });
  });

  it("has one sentence for each thing that can be wrong with where it comes from", () => {
    const { key } = keyPaths(dataDir);
    expect(refusal()).toBe(
      `There is no encryption key: no MILLRACE_KEY, MILLRACE_KEY_FILE or MILLRACE_PASSPHRASE is set, and ${key} does not exist.`,
    );
    expect(refusal({ key: new Secret("abc") })).toBe(
      "The key in MILLRACE_KEY has 3 characters, where 64 (hex) or 43 (base64) are expected.",
    );
    expect(refusal({ keyFile: "/no/such.key" })).toBe("The key file /no/such.key does not exist.");
    mkdirSync(join(dataDir, "folder"));
    expect(refusal({ keyFile: join(dataDir, "folder") })).toMatch(
      /^The key file .*folder is (a folder|not a file but something else)\.$/,
    );
    writeFileSync(key, "");
    expect(refusal()).toBe(`The key file ${key} holds no key.`);
    writeFileSync(key, Buffer.from([0xff, 0xfe, 0xfd]));
    expect(refusal()).toBe(`The key file ${key} is not a text file.`);
    writeFileSync(key, Buffer.alloc(100_000, 65));
    expect(refusal()).toBe(`The key file ${key} is larger than 65536 bytes, so it is something else.`);
    writeFileSync(keyPaths(dataDir).salt, "scrypt");
    expect(refusal({ passphrase })).toBe(
      `The salt file ${keyPaths(dataDir).salt} is damaged, so the passphrase cannot be used.`,
    );
    expect(refusal({ passphrase: new Secret("tiny") })).toBe(
      "The passphrase in MILLRACE_PASSPHRASE has 4 characters; at least 12 are needed.",
    );
  });

  it("says so, and leaves nothing, when its file cannot be written", () => {
    const made = createKeyFile(join(dataDir, "no", "such", "folder.key"), seededRandom(1n));
    expect(made).toMatchObject({ ok: false, error: { code: "file-unwritable", kept: "Nothing was changed." } });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it("is never printed", () => {
    const made = make(keyPaths(dataDir).key, 1n);
    const line = readFileSync(keyPaths(dataDir).key, "utf8").split("\n")[1] ?? "";
    const shown =
      inspect([made, deriveKeys(made.secret)], { depth: 9, showHidden: true }) +
      JSON.stringify([made, deriveKeys(made.secret)]);
    expect(line).toHaveLength(43);
    for (const trace of [line, hexOf(made), String([...made.secret.reveal()].slice(0, 4))])
      expect(shown).not.toContain(trace);
  });
});

describe("the keys made from it", () => {
  const master = new Secret(Uint8Array.from({ length: 32 }, (_, i) => i));

  // Computed with another implementation of RFC 5869 (Python, hmac and hashlib).
  it("stay the same for ever: these figures are part of the format", () => {
    const keys = deriveKeys(master);
    expect(Buffer.from(keys.file.reveal()).toString("hex")).toBe(
      "c0d354f0c3d655af05e302159b74c03cb90c0b127f3c64d272f172d6708b14dc",
    );
    expect(keys.kek.key.export().toString("hex")).toBe(
      "acb5ea37052f3221f0cd651ee630ea65ba596f63700fcee0614c2605e724e27a",
    );
    expect(keys.kek.id).toBe("03cf64fa");
  });

  it("differ from each other and with the master", () => {
    const [one, other] = [deriveKeys(master), deriveKeys(new Secret(new Uint8Array(32).fill(1)))];
    const all = [one, other].flatMap((keys) => [
      Buffer.from(keys.file.reveal()).toString("hex"),
      keys.kek.key.export().toString("hex"),
    ]);
    expect(new Set(all).size).toBe(4);
    expect(one.kek.id).not.toBe(other.kek.id);
  });
});
