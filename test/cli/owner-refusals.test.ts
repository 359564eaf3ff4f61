import { cpSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { filesBelow, json, shopFile } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const at = (name: string): string => join(folder.path, name);

beforeAll(async () => {
  await json(dataDir, ["init", "--currency", "USD", "--time-zone", "UTC"]);
  await json(dataDir, ["import", shopFile(folder.path, "sales.csv", 1, 4)]);
  await json(dataDir, ["backup", at("good.backup")]);
  for (const name of ["cut.backup", "damaged.backup"]) cpSync(at("good.backup"), at(name));
  truncateSync(at("cut.backup"), 40_000);
  const bytes = readFileSync(at("damaged.backup"));
  bytes.fill(7, 20_000, 20_064);
  writeFileSync(at("damaged.backup"), bytes);
  cpSync(join(dataDir, "millrace.db"), at("copied.db"));
  writeFileSync(at("words.txt"), "no key, no back-up, no words that open anything\n");
  writeFileSync(at("short.txt"), "short\n");
  writeFileSync(at("large.txt"), "x".repeat(70_000));
  mkdirSync(at("a-folder"));
});
afterAll(() => folder.remove());

const otherKey = "9b74c9897bac770ffc029102a200c5de6c1f2f3a4e5d6b7c8d9eafb0c1d2e3f4";

type World = { readonly variables?: Readonly<Record<string, string>>; readonly terminal?: readonly string[] };

/** What is typed, the exit code, what the one sentence must tell, and what else is so. */
const cases: readonly (readonly [line: string, code: 1 | 2, told: RegExp, world?: World])[] = [
  ["audit", 2, /word missing/],
  ["audit vrify", 2, /no command "vrify".*verify/],
  ["audit verify now", 2, /more words/],
  ["audit verify --anchors", 2, /--anchors .*needs a value/],
  ["audit verify --anchors nowhere", 1, /There is no folder .*nowhere\. Nothing was checked/],
  ["audit verify --public-key nowhere.vkey", 1, /public key nowhere\.vkey cannot be read/],
  ["audit verify --public-key words.txt", 1, /words\.txt is not a public key/],
  ["audit show --limit 0", 2, /--limit must be a whole number from 1/],
  ["audit show --limit many", 2, /not "many"/],
  ["audit show --from -1", 2, /--from must be a whole number|--from/],
  ["audit checkpoint --force", 2, /no option --force/],
  ["key", 2, /word missing/],
  ["key rotat", 2, /no command "rotat".*rotate/],
  ["key rotate --to usb", 2, /--to does not take "usb".*file, passphrase|usb/],
  ["key rotate --passphrase-file words.txt", 2, /--passphrase-file is for .*passphrase only.*--to passphrase/],
  [
    "key rotate --to file",
    2,
    /is set, but the new key is to be a file/,
    { variables: { MILLRACE_NEW_PASSPHRASE: "x" } },
  ],
  ["key rotate --to passphrase", 2, /no terminal to ask.*MILLRACE_NEW_PASSPHRASE/],
  ["key rotate --to passphrase --passphrase-file none.txt", 1, /none\.txt does not exist\. The key is unchanged/],
  ["key rotate --to passphrase --passphrase-file a-folder", 1, /a-folder is (a folder|not a file)/],
  ["key rotate --to passphrase --passphrase-file large.txt", 1, /large\.txt is larger than/],
  ["key rotate --to passphrase --passphrase-file short.txt", 1, /has 5 characters; at least 12.*The key is unchanged/],
  ["key rotate --to passphrase", 1, /not the same\. The key is unchanged/, { terminal: ["one", "two"] }],
  ["key rotate --to passphrase", 1, /in your answer has 5 characters/, { terminal: ["short", "short"] }],
  ["key rotate --to passphrase", 1, /No passphrase was typed\. The key is unchanged/, { terminal: [""] }],
  [
    "key rotate --to passphrase",
    1,
    /fewer than 6 different/,
    { variables: { MILLRACE_NEW_PASSPHRASE: "ababababababab" } },
  ],
  ["key show-path", 1, /key file .*nowhere\.key does not exist/, { variables: { MILLRACE_KEY_FILE: "nowhere.key" } }],
  ["key rotate", 1, /key.* repeats|too/, { variables: { MILLRACE_KEY: "00".repeat(32) } }],
  ["backup", 2, /The file is missing/],
  ["backup one two", 2, /more words/],
  ["backup one --froce", 2, /no option --froce.*--force/],
  ["backup good.backup", 1, /good\.backup exists already\. It is unchanged.*--force/],
  ["backup a-folder", 1, /a-folder is a directory/],
  ["backup none/there.backup", 1, /none is not a folder that this user may write/],
  ["backup data/millrace.db", 1, /the name of one of the installation's own files/],
  ["restore", 2, /The file is missing/],
  ["restore good.backup --check --replace", 2, /cannot be given together/],
  ["restore none.backup --check", 1, /no back-up at .*none\.backup/],
  ["restore a-folder --check", 1, /a-folder is a directory, not a back-up/],
  ["restore words.txt --check", 1, /words\.txt is not a back-up made by Millrace/],
  ["restore copied.db --check", 1, /copied\.db is not a back-up made by Millrace/],
  ["restore cut.backup --check", 1, /cut\.backup is not a back-up made by Millrace, or its end was cut off/],
  ["restore damaged.backup --check", 1, /damaged\.backup is damaged/],
  ["restore good.backup", 1, /There are books in .* already\. They are unchanged.*--replace/],
  ["restore good.backup --key-file none.key", 1, /key file .*none\.key does not exist\. Nothing was changed/],
  ["restore good.backup --key-file words.txt", 1, /words\.txt.*Nothing was changed/],
  ["restore good.backup --anchors nowhere", 1, /no folder nowhere/],
  ["restore good.backup --check", 1, /and key [0-9a-f]{8} was given/, { variables: { MILLRACE_KEY: otherKey } }],
  ["doctor well", 2, /more words/],
  ["config shw", 2, /more words|no command/],
  ["config backup", 2, /The file is missing/],
  ["config backup words.txt", 1, /words\.txt exists already.*--force/],
  ["config backup none/settings.json", 1, /cannot be written.*folder is there/],
];

describe("the owner's verbs refuse what they cannot do", () => {
  for (const [line, code, told, world = {}] of cases) {
    it(`millrace ${line}`, async () => {
      const before = filesBelow(dataDir);
      const answers = [...(world.terminal ?? [])];
      const input = world.terminal ? { isTerminal: true, askHidden: async () => answers.shift() ?? "" } : {};
      const variables = world.variables ?? {};
      const said = await cli(dataDir, line.split(" "), { workingDir: folder.path, input, variables });
      expect(said.err).toMatch(told);
      expect(said.code).toBe(code);
      expect(said.err.trimEnd().split("\n")).toHaveLength(1);
      expect(said.err).not.toMatch(/ at .*\.ts|Error:|undefined|\[object/);
      expect(said.out).toBe("");
      expect(filesBelow(dataDir).filter((path) => !/\.lock$|-wal$|-shm$/.test(path))).toEqual(
        before.filter((path) => !/\.lock$|-wal$|-shm$/.test(path)),
      );
    });
  }

  it("say that a name is empty", async () => {
    for (const verb of [["backup"], ["restore"], ["config", "backup"]]) {
      const said = await cli(dataDir, [...verb, ""]);
      expect(said).toMatchObject({ code: 2, out: "" });
      expect(said.err).toMatch(/name of the .* is empty/);
    }
  });

  it("say where to begin when there are no books, and make nothing", async () => {
    const nothing = at("nothing-here");
    for (const line of ["audit verify", "audit checkpoint", "audit show", "key rotate", "key show-path", "backup x"]) {
      const said = await cli(nothing, line.split(" "), { workingDir: folder.path });
      expect(said, line).toMatchObject({ code: 1, out: "" });
      expect(said.err, line).toMatch(/millrace init/);
    }
    expect(existsSync(nothing)).toBe(false);
  });

  it("give the same refusal to scripts as JSON", async () => {
    const said = await cli(dataDir, ["backup", at("good.backup"), "--json"]);
    expect(said.code).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({ error: { code: "backup-exists" } });
  });

  it("name the page that was damaged rather than guess, in a back-up and in the books", async () => {
    const spoilt = at("spoilt");
    cpSync(dataDir, spoilt, { recursive: true });
    const bytes = readFileSync(join(spoilt, "millrace.db"));
    for (let i = 4096; i < bytes.length; i += 4096) bytes.fill(7, i + 100, i + 164);
    writeFileSync(join(spoilt, "millrace.db"), bytes);
    for (const line of ["audit verify", "backup other.backup", "report"]) {
      const said = await cli(spoilt, line.split(" "), { workingDir: folder.path });
      expect(said, line).toMatchObject({ code: 1, out: "" });
      expect(said.err, line).toMatch(/millrace\.db is damaged.*Keep the file as it is, restore/);
    }
    expect(existsSync(at("other.backup"))).toBe(false);
  });
});
