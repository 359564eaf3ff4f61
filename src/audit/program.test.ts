import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fail } from "../base/problem.ts";
import { formatVerifierKey } from "../domain/audit/note.ts";
import { writeAnchor, writeAnchorKey } from "./anchors.ts";
import { type VerifyPorts, verifyMain } from "./program.ts";
import { key } from "./testing/sample-books.ts";
import { makeSample, type Sample } from "./testing/tampered-copy.ts";

let sample: Sample;
const folder = mkdtempSync(join(tmpdir(), "millrace-verify-program-"));
const anchors = join(folder, "anchors");
const keyFile = join(folder, "key.vkey");

beforeAll(async () => {
  sample = await makeSample();
  for (const { text } of sample.anchors) await writeAnchor(anchors, text);
  writeFileSync(keyFile, `${formatVerifierKey(key)}\n`);
});

afterAll(() => {
  sample.remove();
  rmSync(folder, { recursive: true, force: true });
});

type Run = { code: number; out: string; error: string };

/** Runs the program on a database file, as if it lay in the data directory `folder`. */
async function run(argv: readonly string[], path = sample.path): Promise<Run> {
  const [out, error]: [string[], string[]] = [[], []];
  const ports: VerifyPorts = {
    open: async (dataDir) => {
      if (dataDir === "nowhere")
        return fail("database-missing", "There is no database in nowhere.", { fix: "Name another." });
      const handle = sample.open(path);
      return { handle, dataDir: dataDir ?? folder, close: () => handle.close() };
    },
    readText: async (file) => readFileSync(file, "utf8"),
    join,
    print: (text) => out.push(text),
    printError: (text) => error.push(text),
  };
  const code = await verifyMain(argv, ports);
  return { code, out: out.join("\n"), error: error.join("\n") };
}

describe("the verifier program", () => {
  it("says that a whole log is whole, and on what that rests", async () => {
    const { code, out } = await run(["--public-key", keyFile]);
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "The audit log is whole: entries 1 to 10, 12 txns, 20 transfers.",
      expect.stringMatching(/^Newest entry {2}10 [0-9a-f]{64}$/),
      "Checkpoints   2",
      "Outside       2 copies, vouching for entries 1 to 8",
      "Note: The newest outside copy vouches for entries 1 to 8; that none are missing after entry 10 cannot be proved.",
    ]);
  });

  it("ends with 1 and says where, when something was changed", async () => {
    const path = sample.tamper((raw) => raw.exec("UPDATE audit_log SET actor='x' WHERE seq=4"));
    const { code, out } = await run(["--public-key", keyFile], path);
    expect(code).toBe(1);
    expect(out).toContain("The audit log is NOT as it was written: 1 finding in entries 1 to 10");
    expect(out).toContain("  entry 4: The time, actor, action, payload or hash of entry 4 was changed.");
  });

  it("tells the first findings and the number of the others", async () => {
    const path = sample.tamper((raw) => raw.exec("UPDATE audit_log SET ts=ts+1; UPDATE txn SET kind='x'"));
    const { out } = await run([], path);
    expect(out).toMatch(/… and [0-9]+ more\./);
    expect(out).toContain("Note: No public key was given");
  });

  it("prints the same as JSON", async () => {
    const { code, out } = await run(["--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      entries: 10,
      head: { seq: 10 },
      findings: [],
      anchors: 2,
      anchored: 8,
    });
  });

  it("uses the key beside the anchors when none is given, and says so", async () => {
    const beside = join(folder, "beside");
    await writeAnchorKey(beside, key);
    const { code, out } = await run(["--anchors", beside]);
    expect(code).toBe(0);
    expect(out).toContain(`The public key was taken from ${beside}`);
    expect(out).toContain(
      "The folder of anchors holds none, so there is no outside copy: truncation cannot be excluded",
    );
  });

  it("says plainly when there is no folder of anchors", async () => {
    const empty = join(folder, "other-data");
    mkdirSync(empty);
    const { code, out } = await run(["--data-dir", empty]);
    expect(code).toBe(0);
    expect(out).toContain("No folder of anchors was found, so there is no outside copy: truncation cannot be excluded");
    expect(await run(["--anchors", join(folder, "gone")])).toMatchObject({
      code: 1,
      error: expect.stringContaining("There is no folder"),
    });
  });

  it("begins at a checkpoint when told to", async () => {
    expect((await run(["--from", "5.txt", "--public-key", keyFile])).out).toContain(
      "is whole: entries 6 to 10, 5 txns",
    );
    expect(await run(["--from", "4", "--public-key", keyFile])).toMatchObject({
      code: 1,
      error: expect.stringContaining("cannot begin at checkpoint 4"),
    });
  });

  it("prints a proof of one txn, which it checks without the books", async () => {
    const file = join(folder, "t-fx.tlog-proof");
    const { code, out } = await run(["--inclusion", "t-fx"]);
    expect(code).toBe(0);
    writeFileSync(file, `${out}\n`);
    const checked = await run(["--check", file, "--public-key", keyFile]);
    expect(checked.code).toBe(0);
    expect(checked.out).toContain(
      "Proved: txn t-fx is in the log millrace/sample as signed over 8 entries on 2026-01-01T00:00:00.002Z.",
    );
    expect(checked.out).toContain("  10.00 USD  sale  from assets:platform:gumroad:main:balance to equity:fx");
    expect(checked.out).toContain("Rate     1 USD = 9/10 EUR (statement)");
    const json = JSON.parse((await run(["--check", file, "--public-key", keyFile, "--json"])).out);
    expect(json).toMatchObject({ ok: true, what: "txn", txn: { id: "t-fx", seq: "4" }, checkpoint: { size: 8 } });
    expect(json.checkpoint.root).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(file, out.replace("extra e", "extra f"));
    expect(await run(["--check", file, "--public-key", keyFile])).toMatchObject({
      code: 1,
      error: expect.stringContaining("proves nothing"),
    });
  });

  it("shows in a proof what was reversed and what was only held", async () => {
    for (const [id, shown] of [
      ["t-undo", "Reverses t-2"],
      ["t-hold", "(pend)"],
    ] as const) {
      const file = join(folder, `${id}.tlog-proof`);
      writeFileSync(file, `${(await run(["--inclusion", id])).out}\n`);
      expect((await run(["--check", file, "--public-key", keyFile])).out).toContain(shown);
    }
  });

  it("prints and checks a proof that one checkpoint goes on from another", async () => {
    const file = join(folder, "consistency.txt");
    const made = await run(["--consistency", "5", "8", "--json"]);
    writeFileSync(file, JSON.parse(made.out).proof);
    expect(await run(["--check", file, "--public-key", keyFile])).toMatchObject({
      code: 0,
      out: expect.stringContaining("only added to the log millrace/sample as signed over 5 entries"),
    });
    expect(await run(["--consistency", "5", "9"])).toMatchObject({
      code: 1,
      error: expect.stringContaining("no checkpoint over 9"),
    });
  });

  it.each([
    [["--nonsense"], "Unknown option '--nonsense'"],
    [["--from", "x"], '--from needs the size of a checkpoint, not "x".'],
    [["--consistency", "5"], "--consistency needs two sizes"],
    [["--from", "5", "--inclusion", "t"], "--from and --inclusion cannot be used together."],
    [["extra"], '"extra" is not expected here.'],
    [["--from"], "--from"],
  ])("ends with 2 and one sentence for %j", async (argv, sentence) => {
    const { code, error } = await run(argv);
    expect(code).toBe(2);
    expect(error).toContain(sentence);
    expect(error).toContain("--help");
    expect(error).not.toContain("\n");
  });

  it.each([
    [["--data-dir", "nowhere"], "There is no database in nowhere. Name another."],
    [["--public-key", "no-such-file"], "The file no-such-file cannot be read (ENOENT)."],
    [["--check", "no-such-file", "--public-key", keyFile], "The file no-such-file cannot be read (ENOENT)."],
    [["--check", keyFile], "A proof cannot be checked without a public key."],
    [["--inclusion", "unknown"], "There is no txn unknown in these books."],
    [["--public-key", join(anchors, "5.txt")], "is not a public key"],
  ])("ends with 1 and one sentence for %j", async (argv, sentence) => {
    expect(await run(argv)).toMatchObject({ code: 1, out: "", error: expect.stringContaining(sentence) });
    const asJson = await run([...argv, "--json"]);
    expect(JSON.parse(asJson.out)).toMatchObject({ ok: false });
  });

  it("explains itself", async () => {
    expect(await run(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("--inclusion") });
  });
});
