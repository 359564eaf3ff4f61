import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { openForTest, temporaryFolder } from "../support/installation.ts";
import { canaries, json, reportOf, shopFile, tamper } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const shop = join(folder.path, "shop");
const { passphrase, nextPassphrase } = canaries;
const byPassphrase = { variables: { MILLRACE_PASSPHRASE: passphrase } };

beforeAll(async () => {
  await json(shop, ["init", "--currency", "USD", "--time-zone", "Africa/Nairobi"]);
  await json(shop, ["import", shopFile(folder.path, "early.csv", 1, 12)]);
});
afterAll(() => folder.remove());

/** A data directory of its own with the shop's books, to be spoilt. */
function copyOfShop(name: string): string {
  const dataDir = join(folder.path, name);
  cpSync(shop, dataDir, { recursive: true });
  return dataDir;
}

const anchorsOf = (dataDir: string): readonly string[] =>
  readdirSync(join(dataDir, "anchors")).filter((name) => name.endsWith(".txt"));

describe("millrace audit", () => {
  it("finds the record whole, with a signed copy outside the database behind the import", async () => {
    const said = await cli(shop, ["audit", "verify"]);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(
      /^Whole: \d+ entries, 12 txns, \d+ transfers; newest checkpoint over \d+ entries, 20 Nov 2026 12:00 \(Africa\/Nairobi\), 1 outside copy agrees up to entry \d+\./,
    );
    const checked = await json<Record<string, unknown>>(shop, ["audit", "verify"]);
    expect(checked).toMatchObject({ ok: true, findings: [], anchors: 1, cautions: [] });
    expect(checked["anchored"]).toBe(checked["entries"]);
  });

  it("signs behind each import, not behind a rehearsal, and says when there is nothing new to sign", async () => {
    const dataDir = copyOfShop("signing");
    const more = shopFile(folder.path, "more.csv", 100, 2);
    await json(dataDir, ["import", more, "--dry-run"]);
    expect(anchorsOf(dataDir)).toHaveLength(1);
    await json(dataDir, ["import", more]);
    expect(anchorsOf(dataDir)).toHaveLength(2);
    const said = await cli(dataDir, ["audit", "checkpoint"]);
    expect(said.out).toMatch(/^Nothing was added since the checkpoint over \d+ entries.*anchors/);
    expect(await json(dataDir, ["audit", "checkpoint"])).toMatchObject({ new: false });
    const shown = await json<{ entries: { action: string }[] }>(dataDir, ["audit", "show"]);
    expect(shown.entries.map(({ action }) => action)).toContain("signing-key.make");
  });

  it("keeps the import and says so when nothing can be signed behind it", async () => {
    const dataDir = copyOfShop("unsigned");
    rmSync(join(dataDir, "anchors"), { recursive: true });
    writeFileSync(join(dataDir, "anchors"), "in the way");
    const said = await cli(dataDir, ["import", shopFile(folder.path, "unsigned.csv", 200, 2)]);
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/2 rows = 2 booked.*\n(.*\n)*Note: The import is booked, but the audit record could not/);
  });

  it.each<readonly [string, (dataDir: string) => void, RegExp]>([
    [
      "an amount that was changed",
      (dataDir) => tamper(dataDir, (raw) => raw.exec("UPDATE transfer SET amount=amount+1 WHERE rowid=1")),
      /^NOT whole: \d+ findings? in .*\n {2}Entry \d+: Txn .* \(number \d+ of book 1\)/,
    ],
    [
      "entries that were cut off with their checkpoints",
      (dataDir) => tamper(dataDir, (raw) => raw.exec("DELETE FROM checkpoint; DELETE FROM audit_log WHERE seq>=3")),
      /^NOT whole: (?:.*\n)*.*the newest 2 entries were removed/,
    ],
    [
      "an entry that was rewritten",
      (dataDir) => tamper(dataDir, (raw) => raw.exec("UPDATE audit_log SET actor='nobody' WHERE seq=2")),
      /^NOT whole: (?:.*\n)*.*\n {2}Entry 2: /,
    ],
    [
      "a guard that was dropped",
      (dataDir) => tamper(dataDir, (raw) => raw.exec("CREATE TABLE extra(x INTEGER)")),
      /^NOT whole: 1 finding in .*\n {2}Books: .*table extra was added/,
    ],
    [
      "a copy outside the database that was changed",
      (dataDir) => {
        const path = join(dataDir, "anchors", String(anchorsOf(dataDir)[0]));
        writeFileSync(
          path,
          readFileSync(path, "utf8").replace(/\n(.)/, (_, c) => `\n${c === "1" ? "2" : "1"}`),
        );
      },
      /^NOT whole: /,
    ],
  ])("names the place of %s, and ends with 1", async (what, spoil, told) => {
    const dataDir = copyOfShop(`spoilt-${what.replaceAll(" ", "-")}`);
    spoil(dataDir);
    const said = await cli(dataDir, ["audit", "verify"]);
    expect(said.out).toMatch(told);
    expect(said.out).toContain("evidence");
    expect(said.code).toBe(1);
    const asJson = await cli(dataDir, ["audit", "verify", "--json"]);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.out)).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([expect.objectContaining({ sentence: expect.any(String) })]),
    });
  });

  it("checks beside a running engine, and changes not a byte of the database", async () => {
    const dataDir = copyOfShop("read-only");
    const before = readFileSync(join(dataDir, "millrace.db"));
    expect((await cli(dataDir, ["audit", "verify"])).code).toBe(0);
    expect(readFileSync(join(dataDir, "millrace.db")).equals(before)).toBe(true);
    const engine = await openForTest(dataDir, { as: "engine" });
    try {
      expect((await cli(dataDir, ["audit", "verify"])).code).toBe(0);
    } finally {
      await engine.close();
    }
  });
});

describe("millrace backup and restore", () => {
  it("bring the same books back on another machine with a copy of the key, and nothing else", async () => {
    const file = join(folder.path, "shop.backup");
    const said = await cli(shop, ["backup", file]);
    expect(said).toMatchObject({ code: 0, err: "" });
    for (const told of ["12 txns", "Not in it: the key", `millrace restore ${file} --check`, "--key-file"])
      expect(said.out).toContain(told);
    expect(statSync(file).mode & 0o077).toBe(0);

    const elsewhere = join(folder.path, "other-machine", "data");
    const key = join(folder.path, "kept.key");
    writeFileSync(key, readFileSync(join(shop, "millrace.key")), { mode: 0o600 });
    const withoutKey = await cli(elsewhere, ["restore", file, "--check"]);
    expect(withoutKey).toMatchObject({ code: 1, out: "" });
    expect(withoutKey.err).toMatch(/opens with key [0-9a-f]{8}, and no key was given/);

    const drill = await cli(elsewhere, ["restore", file, "--check", "--key-file", key]);
    expect(drill).toMatchObject({ code: 0, err: "" });
    expect(drill.out).toMatch(/is whole and can be restored(?:.*\n)*.*Nothing was changed/);
    expect(existsSync(elsewhere)).toBe(false);

    const restored = await json<Record<string, unknown>>(elsewhere, ["restore", file, "--key-file", key]);
    expect(restored).toMatchObject({ ok: true, faults: [], dataDir: elsewhere, keptAside: null });
    expect(await reportOf(elsewhere)).toEqual(await reportOf(shop));
    expect(await json(elsewhere, ["audit", "verify"])).toMatchObject({ ok: true, cautions: [] });
    const again = await json<{ files: { rows: { booked: number } }[] }>(elsewhere, [
      "import",
      shopFile(folder.path, "overlap.csv", 10, 5),
    ]);
    expect(again.files[0]?.rows).toMatchObject({ read: 5, booked: 2, known: 3 });
  });

  it("go back to an older state only when asked, keep what was there, and leave a record that is whole", async () => {
    const dataDir = copyOfShop("turned-back");
    const file = join(folder.path, "older.backup");
    const before = await reportOf(dataDir);
    await json(dataDir, ["backup", file]);
    for (let n = 0; n < 25; n++)
      await json(dataDir, ["import", shopFile(folder.path, `later-${n}.csv`, 300 + 2 * n, 2)]);
    const drill = await json<{ ok: boolean; cautions: string[] }>(dataDir, ["restore", file, "--check"]);
    expect(drill.ok).toBe(true);
    expect(drill.cautions.join()).toContain("what was booked after it is not in this back-up");
    const done = await json<{ keptAside: string }>(dataDir, ["restore", file, "--replace"]);
    expect(existsSync(done.keptAside)).toBe(true);
    expect(await reportOf(dataDir)).toEqual(before);
    expect(await json(dataDir, ["audit", "verify"])).toMatchObject({ ok: true, findings: [] });
  });

  it("take a passphrase instead of a key file; the salt comes along", async () => {
    const dataDir = join(folder.path, "by-passphrase");
    await json(dataDir, ["import", shopFile(folder.path, "p.csv", 1, 3)], byPassphrase);
    const file = join(folder.path, "p.backup");
    const said = await cli(dataDir, ["backup", file], byPassphrase);
    expect(said.out).toMatch(/Not in it: your passphrase \(its salt is\)(?:.*\n)*.*MILLRACE_PASSPHRASE=…/);
    const elsewhere = join(folder.path, "by-passphrase-again");
    await json(elsewhere, ["restore", file], byPassphrase);
    expect(await reportOf(elsewhere, byPassphrase)).toEqual(await reportOf(dataDir, byPassphrase));
    const wrong = await cli(join(folder.path, "wrong"), ["restore", file], {
      variables: { MILLRACE_PASSPHRASE: nextPassphrase },
    });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/opens with key.*the passphrase of that time/i);
  });
});
