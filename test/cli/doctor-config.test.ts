import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { type CliWorld, cli, commandTime } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { json, shopFile, tamper } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
/** The port that is looked at is nobody's. */
const quiet = { MILLRACE_PORT: "0" };

beforeAll(async () => {
  await json(dataDir, ["init", "--currency", "USD", "--time-zone", "UTC"]);
  await json(dataDir, ["import", shopFile(folder.path, "sales.csv", 1, 4)]);
  await json(dataDir, ["backup", join(folder.path, "one.backup")]);
});
afterAll(() => folder.remove());

function copy(name: string): string {
  const to = join(folder.path, name);
  cpSync(dataDir, to, { recursive: true });
  return to;
}

type Checks = {
  readonly ok: boolean;
  readonly sentence: string;
  readonly checks: readonly {
    readonly name: string;
    readonly state: string;
    readonly sentence: string;
    fix?: string;
  }[];
};

async function doctor(where: string, world: CliWorld = {}): Promise<Checks & { readonly code: number }> {
  const said = await cli(where, ["doctor", "--json"], { ...world, variables: { ...quiet, ...world.variables } });
  return { ...(JSON.parse(said.out) as Checks), code: said.code };
}

const notGood = (found: Checks): readonly string[] =>
  found.checks.filter(({ state }) => state !== "ok").map(({ name, state }) => `${name} ${state}`);

describe("millrace doctor", () => {
  it("finds a healthy installation healthy, line by line in words, with a fix under what should be looked at", async () => {
    const said = await cli(dataDir, ["doctor", "--thorough"], { variables: quiet });
    expect(said).toMatchObject({ code: 0, err: "" });
    for (const what of ["Runtime", "Data directory", "Disk space", "Clock", "Time zone", "Port", "Key", "Database"])
      expect(said.out).toMatch(new RegExp(`^(good|look) {2}${what} +\\S`, "m"));
    expect(said.out).toMatch(/^look {2}Key .*beside the books.*\n {6,}Move the file to another disk/m);
    expect(said.out).toMatch(/Every page of the database passes its seal/);
    expect(said.out).toMatch(/\n\nMillrace can work; 1 thing to look at\.\n$/);
    const found = await doctor(dataDir);
    expect({ code: found.code, ok: found.ok, notGood: notGood(found) }).toEqual({
      code: 0,
      ok: true,
      notGood: ["key warn"],
    });
  });

  it("speaks before there are books", async () => {
    const found = await doctor(join(folder.path, "nothing"));
    expect(found).toMatchObject({ code: 1, ok: false });
    expect(notGood(found)).toEqual(["data-directory bad", "key bad"]);
    expect(found.checks.find(({ name }) => name === "data-directory")?.fix).toContain("millrace init");
  });

  it("tells each wrong setting, and mistyped ones", async () => {
    const wrong = await doctor(dataDir, { variables: { MILLRACE_PORT: "many", MILLRACE_LOG_LEVEL: "loud" } });
    expect(wrong.code).toBe(1);
    expect(notGood(wrong)).toEqual(["settings bad", "settings bad"]);
    const typo = await doctor(dataDir, { variables: { MILLRACE_PROT: "1" } });
    expect(typo.checks[0]).toMatchObject({ name: "settings", state: "warn", fix: "Did you mean MILLRACE_PORT?" });
  });

  const unwell: readonly (readonly [string, string, (where: string) => void, CliWorld?])[] = [
    [
      "a wrong key",
      "database",
      () => {},
      { variables: { MILLRACE_KEY: "9b74c9897bac770ffc029102a200c5de6c1f2f3a4e5d6b7c8d9eafb0c1d2e3f4" } },
    ],
    ["a key that is no key", "key", (where) => writeFileSync(join(where, "millrace.key"), "not a key")],
    ["a database that is none", "database", (where) => writeFileSync(join(where, "millrace.db"), "x".repeat(8192))],
    ["a guard that is gone", "database", (where) => tamper(where, (raw) => raw.exec("CREATE TABLE extra(x INTEGER)"))],
    ["a clock that runs behind", "clock", () => {}, { clock: fixedClock(commandTime - 86_400_000) }],
  ];
  for (const [what, name, spoil, world = {}] of unwell) {
    it(`says why the books are not well with ${what}`, async () => {
      const where = copy(`spoilt-${what.replaceAll(" ", "-")}`);
      spoil(where);
      const found = await doctor(where, world);
      expect(found.code).toBe(1);
      expect(found.checks.filter(({ state }) => state === "bad").map((one) => one.name)).toEqual([name]);
      for (const one of found.checks) if (one.state !== "ok") expect(one.fix).toBeTruthy();
    });
  }

  it("says what is not urgent: an old back-up, a key that others can read, a port that is taken", async () => {
    const where = copy("careless");
    chmodSync(join(where, "millrace.key"), 0o644);
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    try {
      const later = fixedClock(commandTime + 10 * 86_400_000);
      const found = await doctor(where, { clock: later, variables: { MILLRACE_PORT: port } });
      expect(found.code).toBe(0);
      expect(notGood(found)).toEqual(
        expect.arrayContaining(["port warn", "back-up warn", "audit-chain warn", "key-exposed warn"]),
      );
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe("millrace config", () => {
  const secrets = {
    MILLRACE_PASSPHRASE: "canary velvet thunder mellow 93",
    MILLRACE_DATABASE_URL: "postgres://millrace:canary-password@db.example/books",
  };

  it("shows every setting with its origin, and no secret", async () => {
    const where = copy("settings");
    writeFileSync(join(where, "millrace.json"), '{"port": 8500}', { mode: 0o600 });
    const variables = { ...secrets, MILLRACE_LOG_LEVEL: "warn" };
    for (const args of [["config"], ["config", "show"], ["config", "show", "--json"]]) {
      const said = await cli(where, args, { variables });
      expect(said.code).toBe(0);
      expect(said.out + said.err).not.toMatch(/canary|velvet/);
    }
    const said = await cli(where, ["config"], { variables });
    expect(said.out).toMatch(/^MILLRACE_PORT +8500 +.*millrace\.json$/m);
    expect(said.out).toMatch(/^MILLRACE_LOG_LEVEL +warn +MILLRACE_LOG_LEVEL$/m);
    expect(said.out).toMatch(/^MILLRACE_HOST +127\.0\.0\.1 +default$/m);
    expect(said.out).toMatch(/^MILLRACE_PASSPHRASE +\[secret\] +MILLRACE_PASSPHRASE$/m);
  });

  it("works before there are books", async () => {
    expect(await cli(join(folder.path, "none"), ["config"])).toMatchObject({ code: 0, err: "" });
  });

  it("is written to a file that can be millrace.json elsewhere, without secrets", async () => {
    const file = join(folder.path, "settings.json");
    const variables = { ...secrets, MILLRACE_PORT: "8600", MILLRACE_LOG_LEVEL: "warn" };
    const said = await cli(dataDir, ["config", "backup", file], { variables });
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/Left out, to be set again by hand: .*MILLRACE_DATABASE_URL.*MILLRACE_PASSPHRASE/);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ port: 8600, logLevel: "warn" });
    expect(statSync(file).mode & 0o077).toBe(0);

    const elsewhere = join(folder.path, "elsewhere");
    mkdirSync(elsewhere);
    cpSync(file, join(elsewhere, "millrace.json"));
    const shown = await json<{ settings: { key: string; value: string }[] }>(elsewhere, ["config"]);
    expect(shown.settings).toContainEqual(expect.objectContaining({ key: "port", value: "8600" }));
  });
});
