import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemRandom } from "../../src/base/random.ts";
import { Secret } from "../../src/base/secret.ts";
import { rotateKey } from "../../src/upkeep/rotate-key.ts";
import { cli } from "../support/command-line.ts";
import { keysOf, openForTest, temporaryFolder, testClock } from "../support/installation.ts";
import { canaries, json, reportOf, shopFile } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const shop = join(folder.path, "shop");
const { passphrase, nextPassphrase } = canaries;
const first = { variables: { MILLRACE_PASSPHRASE: passphrase } };
let books: unknown;

beforeAll(async () => {
  await json(shop, ["init", "--currency", "USD", "--time-zone", "UTC"]);
  await json(shop, ["import", shopFile(folder.path, "sales.csv", 1, 6)]);
  books = await reportOf(shop);
});
afterAll(() => folder.remove());

function copyOfShop(name: string): string {
  const dataDir = join(folder.path, name);
  cpSync(shop, dataDir, { recursive: true });
  return dataDir;
}

/** The one line of a key file that is the key. */
const keyIn = (path: string): string =>
  readFileSync(path, "utf8")
    .split("\n")
    .find((line) => /^[\w-]{43}$/.test(line)) ?? "";

describe("millrace key rotate", () => {
  it("to a file: the new key opens the books, the old one is refused with its sentence", async () => {
    const dataDir = copyOfShop("to-file");
    const oldKey = join(folder.path, "old.key");
    writeFileSync(oldKey, readFileSync(join(dataDir, "millrace.key")), { mode: 0o600 });
    const said = await cli(dataDir, ["key", "rotate"]);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/^The key was changed from [0-9a-f]{8} to [0-9a-f]{8}; everything is encrypted/);
    expect(said.out).toContain(`The new key is in ${join(dataDir, "millrace.key")}.`);
    expect(await reportOf(dataDir)).toEqual(books);
    const old = await cli(dataDir, ["report"], { variables: { MILLRACE_KEY_FILE: oldKey } });
    expect(old).toMatchObject({ code: 1, out: "" });
    expect(old.err).toMatch(/The key does not open .*millrace\.db\. The file was not changed\. Give the key/);
    expect(await json(dataDir, ["audit", "verify"])).toMatchObject({ ok: true, findings: [] });
  });

  it("opens back-ups of the time before by the old key that is kept", async () => {
    const dataDir = copyOfShop("old-backups");
    const file = join(folder.path, "before.backup");
    await json(dataDir, ["backup", file]);
    const rotated = await json<{ oldKept: string }>(dataDir, ["key", "rotate"]);
    expect(existsSync(rotated.oldKept)).toBe(true);
    expect(await json(dataDir, ["restore", file, "--check"])).toMatchObject({ ok: true });
  });

  it("to a passphrase from the variable, then to another asked for twice, then back to a file", async () => {
    const dataDir = copyOfShop("to-passphrase");
    const one = await cli(dataDir, ["key", "rotate", "--to", "passphrase"], {
      variables: { MILLRACE_NEW_PASSPHRASE: passphrase },
    });
    expect(one).toMatchObject({ code: 0, err: "" });
    expect(one.out).toContain("Set MILLRACE_PASSPHRASE to the new passphrase from now on.");
    expect(await reportOf(dataDir, first)).toEqual(books);
    expect((await cli(dataDir, ["report"])).err).toMatch(/There is no encryption key/);

    const asked: string[] = [];
    const askHidden = async (question: string): Promise<string> => {
      asked.push(question);
      return nextPassphrase;
    };
    // Left out, the kind stays as it is.
    const two = await cli(dataDir, ["key", "rotate"], { ...first, input: { isTerminal: true, askHidden } });
    expect(two).toMatchObject({ code: 0, err: "" });
    expect(asked).toHaveLength(2);
    const second = { variables: { MILLRACE_PASSPHRASE: nextPassphrase } };
    expect(await reportOf(dataDir, second)).toEqual(books);
    expect((await cli(dataDir, ["report"], first)).err).toMatch(/The key does not open/);

    const three = await json<{ unset: string[]; path: string }>(dataDir, ["key", "rotate", "--to", "file"], second);
    expect(three).toMatchObject({ kind: "file", path: join(dataDir, "millrace.key"), unset: ["MILLRACE_PASSPHRASE"] });
    expect(await reportOf(dataDir)).toEqual(books);
  });

  it("writes a new key where the owner keeps it, and says what to do where only the owner can", async () => {
    const dataDir = copyOfShop("outside");
    const keyFile = join(folder.path, "kept", "shop.key");
    cpSync(join(dataDir, "millrace.key"), keyFile);
    const outside = { variables: { MILLRACE_KEY_FILE: keyFile } };
    expect(await json(dataDir, ["key", "rotate"], outside)).toMatchObject({ path: keyFile, set: [], unset: [] });
    expect(await reportOf(dataDir, outside)).toEqual(books);

    const inVariable = { variables: { MILLRACE_KEY: keyIn(keyFile) } };
    const said = await cli(dataDir, ["key", "rotate"], inVariable);
    const next = join(dataDir, "millrace.key.next");
    expect(said.out).toContain(`The new key is in ${next}. Put it into MILLRACE_KEY, where the old one still is.`);
    expect(await reportOf(dataDir, inVariable)).toEqual(books);
    const early = await cli(dataDir, ["key", "rotate"], inVariable);
    expect(early).toMatchObject({ code: 1, out: "" });
    expect(early.err).toMatch(/The last key rotation is not finished: .*put it into MILLRACE_KEY/);

    const renewed = { MILLRACE_KEY: keyIn(next), MILLRACE_NEW_PASSPHRASE: passphrase };
    const toWords = await json(dataDir, ["key", "rotate", "--to", "passphrase"], { variables: renewed });
    expect(toWords).toMatchObject({ set: ["MILLRACE_PASSPHRASE"], unset: ["MILLRACE_KEY"] });
    expect(await reportOf(dataDir, first)).toEqual(books);
  });

  it.each(["next-key-written", "replaced"] as const)(
    "that was cut short after %s is finished by running it again, to a file and to a passphrase",
    async (at) => {
      for (const kind of ["file", "passphrase"] as const) {
        const dataDir = copyOfShop(`cut-${at}-${kind}`);
        const to =
          kind === "file"
            ? ({ kind: "key-file" } as const)
            : ({ kind, passphrase: new Secret<string>(passphrase) } as const);
        const step = (reached: string): void => {
          if (reached === at) throw new Error("power cut");
        };
        const common = { dataDir, pid: 1, clock: testClock, random: systemRandom, actor: "owner" };
        await expect(rotateKey({ ...common, keys: keysOf(dataDir), to, step })).rejects.toThrow("power cut");
        const world = kind === "file" ? {} : { variables: { MILLRACE_NEW_PASSPHRASE: passphrase } };
        const said = await cli(dataDir, ["key", "rotate", "--to", kind], world);
        expect(said.err).toBe("");
        expect(said.out).toMatch(at === "replaced" ? /cut short was finished/ : /cut short was taken back/);
        const after = kind === "file" ? {} : first;
        expect(await reportOf(dataDir, after)).toEqual(books);
        const actions = await json<{ entries: { action: string }[] }>(dataDir, ["audit", "show"], after);
        expect(actions.entries.filter(({ action }) => action === "key.rotate")).toHaveLength(1);
      }
    },
  );

  it("waits for nobody: it names the engine that runs, before it asks for anything", async () => {
    const dataDir = copyOfShop("engine-runs");
    const engine = await openForTest(dataDir, { as: "engine", pid: 4711 });
    try {
      const askHidden = async (): Promise<string> => {
        throw new Error("nothing is to be asked");
      };
      for (const kind of ["file", "passphrase"]) {
        const said = await cli(dataDir, ["key", "rotate", "--to", kind], { input: { isTerminal: true, askHidden } });
        expect(said).toMatchObject({ code: 1, out: "" });
        expect(said.err).toMatch(/needs the data directory .* for itself, and the engine runs \(process 4711\)/);
      }
    } finally {
      await engine.close();
    }
    expect(await reportOf(dataDir)).toEqual(books);
  });
});

describe("millrace key show-path", () => {
  it("tells where the key is and never what it is", async () => {
    const said = await cli(shop, ["key", "show-path"]);
    expect(said.out).toMatch(/^The key comes from .*millrace\.key\. Its id is [0-9a-f]{8}\.\n$/);
    expect(await json(shop, ["key", "show-path"])).toMatchObject({ rotationUnfinished: false });
  });
});
