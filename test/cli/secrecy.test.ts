import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemRandom } from "../../src/base/random.ts";
import { saltFileText } from "../../src/vault/passphrase.ts";
import { type CliWorld, cli, type Said } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { canaries, filesBelow, filesTelling, json, shopFile, wordsOf } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const outside = join(folder.path, "outside");
const { email, name, passphrase, nextPassphrase } = canaries;
const first = { MILLRACE_PASSPHRASE: passphrase };
const second = { MILLRACE_PASSPHRASE: nextPassphrase };
const serverPassword = "canary-server-password";
const keyText = "9b74c9897bac770ffc029102a200c5de6c1f2f3a4e5d6b7c8d9eafb0c1d2e3f4";
const secrets: readonly string[] = [email, name, passphrase, nextPassphrase, serverPassword, keyText];
const said: Said[] = [];

async function run(line: string, variables: Readonly<Record<string, string>>, more: CliWorld = {}): Promise<Said> {
  const one = await cli(dataDir, [...line.split(" "), "--debug"], { ...more, workingDir: outside, variables });
  said.push(one);
  return one;
}

beforeAll(async () => {
  // A salt that asks for the least work, so that many commands take little time.
  mkdirSync(dataDir, { mode: 0o700 });
  const stretching = { cost: 2 ** 14, blockSize: 1, parallelization: 1, salt: systemRandom.bytes(16) };
  writeFileSync(join(dataDir, "millrace.salt"), saltFileText(stretching), { mode: 0o600 });
  const log = { MILLRACE_LOG_LEVEL: "debug" };
  const sales = shopFile(outside, "sales.csv", 1, 6);
  const text = readFileSync(sales, "utf8");
  writeFileSync(join(outside, "bad.csv"), text.replaceAll("29.0,0.0", "twenty-nine,0.0").replaceAll("sale-", "bad-"));
  writeFileSync(join(outside, "cut.csv"), `${text.slice(0, -40)}\n"${email}`);
  // What goes well, and what goes wrong in as many ways as a person finds.
  for (const line of ["import sales.csv", "import bad.csv", "import cut.csv", "imports refused 2", "imports list"])
    await run(line, { ...first, ...log });
  for (const line of [
    "report",
    "sales list",
    "books check",
    "audit verify",
    "audit show --limit 50",
    "doctor",
    "config",
  ])
    await run(line, { ...first, ...log });
  for (const line of ["report", "audit verify", "key show-path", "doctor"]) await run(line, second);
  for (const line of ["report", "backup never.backup", "key rotate", "doctor", "config"])
    await run(line, { ...first, MILLRACE_KEY: keyText });
  await run("backup one.backup", first);
  await run("restore one.backup --check", first);
  await run("restore one.backup --check", second);
  await run("restore one.backup", first);
  await run("config backup settings.json", { ...first, MILLRACE_KEY: keyText });
  await run("key rotate --to passphrase", { ...first, MILLRACE_NEW_PASSPHRASE: "short" });
  await run("key rotate --to passphrase", { ...first, MILLRACE_NEW_PASSPHRASE: nextPassphrase });
  await run("key show-path", second);
  await run("report", first);
  await run("backup two.backup", second);
  const unreachable = `postgres://millrace:${serverPassword}@127.0.0.1:1/books`;
  for (const line of ["report", "doctor", "config", "audit verify", "key rotate", "restore two.backup"])
    await run(line, { ...second, MILLRACE_DATABASE_URL: unreachable });
});
afterAll(() => folder.remove());

describe("what is secret", () => {
  it("was at hand: the commands did their work, and failed where they were to fail", async () => {
    expect(said.filter(({ code }) => code === 0).length).toBeGreaterThan(12);
    expect(said.filter(({ code }) => code === 1).length).toBeGreaterThan(12);
    const shown = await cli(dataDir, ["sales", "show", "sale-1", "--show-buyer"], { variables: second });
    expect(shown.out).toContain(email);
    expect(
      filesTelling(outside, [email])
        .map((path) => path.slice(outside.length + 1))
        .sort(),
    ).toEqual(["bad.csv", "cut.csv", "sales.csv"]);
  });

  it("stands in nothing that was said, with --debug and for scripts too", () => {
    const all = wordsOf(said);
    for (const secret of secrets) expect(all).not.toContain(secret);
    expect(all).not.toContain(email.split("@")[0]);
    expect(all.length).toBeGreaterThan(5_000);
  });

  it("stands in no file of the data directory, its log included, and in no back-up", () => {
    expect(filesBelow(dataDir).length).toBeGreaterThan(4);
    expect(filesTelling(dataDir, secrets)).toEqual([]);
    expect(filesTelling(outside, secrets.slice(2))).toEqual([]);
    for (const backup of ["one.backup", "two.backup"]) {
      expect(existsSync(join(outside, backup))).toBe(true);
      expect(filesTelling(outside, [email, name]).join()).not.toContain(backup);
    }
  });

  it("is never the key itself, whose file alone holds it", async () => {
    const byFile = join(folder.path, "by-file");
    await json(byFile, ["init", "--currency", "USD", "--time-zone", "UTC"]);
    const key = readFileSync(join(byFile, "millrace.key"), "utf8")
      .split("\n")
      .find((line) => /^[\w-]{43}$/.test(line));
    expect(key).toBeDefined();
    const told: Said[] = [];
    const lines = [
      "import sales.csv",
      "key show-path",
      "backup three.backup",
      "key rotate",
      "doctor",
      "config",
      "report",
    ];
    for (const line of lines) {
      told.push(await cli(byFile, [...line.split(" "), "--debug"], { workingDir: outside }));
      told.push(await cli(byFile, [...line.split(" "), "--json"], { workingDir: outside }));
    }
    const bytes = Buffer.from(String(key), "base64url");
    for (const form of [String(key), bytes.toString("hex"), bytes.toString("base64")])
      expect(wordsOf(told)).not.toContain(form);
    const holders = filesTelling(byFile, [String(key)]).map((path) => path.slice(byFile.length + 1));
    expect(holders).toEqual([expect.stringMatching(/^millrace\.key\.old-[0-9a-f]{8}$/)]);
    expect(filesTelling(outside, [String(key)])).toEqual([]);
    for (const path of filesBelow(byFile).filter((one) => !/\.key/.test(one)))
      expect(readFileSync(path).includes(bytes)).toBe(false);
  });

  it("stays out of the sentence and the log when Millrace meets an error of its own", async () => {
    const input = {
      isTerminal: true,
      askHidden: async (): Promise<string> => Promise.reject(new Error(`the terminal broke at ${nextPassphrase}`)),
    };
    const one = await run("key rotate --to passphrase", second, { input });
    expect(one.code).toBe(1);
    expect(one.err).toMatch(/^Millrace met an error of its own; it is written in .*millrace\.log\./);
    expect(one.err).toContain("the terminal broke at [");
    expect(one.out + one.err).not.toContain(nextPassphrase);
    expect(readFileSync(join(dataDir, "logs", "millrace.log"), "utf8")).toContain("the terminal broke at [");
    expect(filesTelling(dataDir, secrets)).toEqual([]);
  });
});
