import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { payoutFile, payoutKeys } from "../support/payout-files.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const stripe = join(import.meta.dirname, "..", "fixtures", "csv", "stripe", "history.csv");
const here = { workingDir: folder.path };

let txn = "";
beforeAll(async () => {
  for (const line of [
    ["init", "--currency", "KES", "--time-zone", "Africa/Nairobi"],
    ["import", payoutFile(folder.path, "worked"), stripe],
    ["books", "add", "second"],
    ["books", "export", "--format", "jsonl", "--out", join(folder.path, "good.jsonl")],
  ])
    expect((await cli(dataDir, line)).code).toBe(0);
  const history = await cli(dataDir, ["books", "history", "assets:transit:gumroad:main", "--json"]);
  txn = JSON.parse(history.out).rows[0].txn;
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder.path, name), content);
  const book = '{"format":"millrace-ledger/1","book":{"id":"1"}}\n';
  write("words.jsonl", "no export at all\n");
  write("empty.jsonl", "");
  write("cut.jsonl", book);
  write("other.jsonl", '{"format":"another/1"}\n');
  write("bytes.jsonl", Buffer.from("fffe00", "hex"));
  write("long.jsonl", `{"x":"${"y".repeat(4_000_100)}"}`);
  write("damaged.jsonl.gz", gzipSync(book.repeat(2_000)).subarray(0, 40));
  mkdirSync(join(folder.path, "a-folder"));
});
afterAll(() => folder.remove());

/** Words for `payouts arrived`; what is named here takes the place of what would be right. */
function arrived(change: Readonly<Record<string, string>> = {}): string[] {
  const { key = payoutKeys.worked, ...options } = change;
  const right = { at: "2026-11-09", bank: "kcb", amount: "16870.67", currency: "KES" };
  return ["payouts", "arrived", key, ...Object.entries({ ...right, ...options }).flatMap(([k, v]) => [`--${k}`, v])];
}

const bank = "assets:bank:kcb:main";
const balance = "assets:platform:gumroad:main:balance";
const state = (word: string, path: string, currency: string, reason: string): string[] => [
  "books",
  word,
  path,
  "--currency",
  currency,
  "--reason",
  reason,
];

/** What is typed, the exit code, and what the one sentence must tell. */
const cases: readonly (readonly [what: string, words: readonly string[], code: 1 | 2, told: RegExp])[] = [
  ["a payout nobody knows", arrived({ key: "gumroad/payout/7" }), 1, /no payout "gumroad\/payout\/7".*payouts list/],
  ["a payout nearly right", arrived({ key: "stripe/payout/po_A9" }), 1, /Did you mean .*stripe\/payout\/po_A1/],
  ["a sale", arrived({ key: "gumroad/sale/d29ya2VkMQ==" }), 1, /is a sale, not a payout/],
  ["a payout that came back", arrived({ key: "stripe/payout/po_A1" }), 1, /on its way: stripe says it is returned/],
  ["no payout", ["payouts", "arrived", ...arrived().slice(3)], 2, /The key is missing/],
  ["no day", ["payouts", "arrived", "x", "--bank", "kcb"], 2, /--at <day> is needed/],
  ["a day the calendar lacks", arrived({ at: "2026-02-30" }), 2, /no day 2026-02-30/],
  ["a day written otherwise", arrived({ at: "9.11.2026" }), 2, /"9.11.2026" is not a day/],
  ["a day to come", arrived({ at: "2026-11-30" }), 2, /2026-11-30 has not come yet/],
  ["a day before it was sent", arrived({ at: "2026-10-09" }), 1, /arrived on 9 Oct 2026: it was sent on 6 Nov 2026/],
  ["a bank without a name", arrived({ bank: "--!" }), 2, /"--!" cannot be the name of a bank/],
  ["a bank of many words", arrived({ bank: "b".repeat(61) }), 2, /cannot be the name of a bank/],
  ["an unknown currency", arrived({ currency: "KSH" }), 2, /"KSH" is not a currency.*KES/],
  ["no number", arrived({ amount: "lots" }), 2, /amount "lots" cannot be taken: it is not written as a plain/],
  ["thousands with commas", arrived({ amount: "16,870.67" }), 2, /amount "16,870.67" cannot be taken.*16870\.67/],
  ["thirds of a cent", arrived({ amount: "16870.673" }), 2, /more than the 2 decimals of its currency/],
  ["nothing", arrived({ amount: "0.00" }), 2, /nothing would have arrived/],
  ["less than nothing", arrived({ amount: "-5" }), 2, /amount "-5" cannot be taken: it is below zero/],
  ["too much", arrived({ amount: "99999999999999999.00" }), 2, /larger than the books can hold/],
  ["a fee below zero", arrived({ fee: "-1" }), 2, /fee "-1" cannot be taken: it is below zero/],
  ["a fee above it all", arrived({ fee: "16870.68" }), 2, /fee .* cannot be taken: it is more than what arrived/],
  ["no rate", arrived({ rate: "high" }), 2, /rate "high" cannot be taken/],
  ["a rate of nothing", arrived({ rate: "0" }), 2, /rate "0" cannot be taken: it must be above zero/],
  [
    "a rate the wrong way round",
    arrived({ rate: "0.0077" }),
    1,
    /At that rate 130\.75 USD is 1\.01 KES, but 16,870\.67 KES arrived\. .*units of KES for one USD/,
  ],
  ["a rate ten times too high", arrived({ rate: "1295" }), 1, /At that rate 130\.75 USD is 169,321\.25 KES, but/],
  ["a rate beyond all numbers", arrived({ rate: `9${"0".repeat(30)}` }), 1, /cannot be converted: it is larger than/],
  ["a rate for nothing", arrived({ amount: "130.75", currency: "USD", rate: "1" }), 1, /nothing to convert/],
  [
    "less than was sent",
    arrived({ amount: "120.00", currency: "USD", fee: "5" }),
    1,
    /130\.75 USD was sent, but 120\.00 USD with a fee of 5\.00 USD arrived\. .*--fee/,
  ],
  [
    "more than was sent",
    arrived({ amount: "131", currency: "USD" }),
    1,
    /130\.75 USD was sent, but 131\.00 USD arrived/,
  ],
  ["another book", [...arrived(), "--book", "second"], 1, /no payout .* in the books of second.*Import/],
  // Accounts.
  ["no account", ["books", "history"], 2, /The account is missing/],
  ["an account nobody has", ["books", "history", "assets:gold"], 1, /no account "assets:gold".*books accounts/],
  ["a part of a path", ["books", "history", "transit:gumroad"], 1, /Did you mean assets:transit:gumroad:main\?/],
  ["a letter too many", ["books", "history", `${balance}s`], 1, /Did you mean assets:platform:gumroad:main:balance\?/],
  ["many that fit", ["books", "history", "gumroad"], 1, /Did you mean (\S+, ){3}\S+ and \d+ more\?/],
  ["a path of nothing", ["books", "history", ""], 1, /no account ""/],
  ["the wrong currency", ["books", "history", balance, "--currency", "KES"], 2, /in KES\. It is there in USD/],
  ["no currency", ["books", "history", balance, "--currency", "dollar"], 2, /"dollar" is not a currency/],
  [
    "too long a page",
    ["books", "history", balance, "--limit", "501"],
    2,
    /--limit must be a whole number from 1 to 500/,
  ],
  ["no row", ["books", "history", balance, "--after", "last"], 2, /--after must be the id of a row.*"last"/],
  ["freezing without a currency", ["books", "freeze", balance, "--reason", "x"], 2, /--currency <code> is needed/],
  ["freezing without a reason", ["books", "freeze", balance, "--currency", "USD"], 2, /--reason <text> is needed/],
  ["an empty reason", state("freeze", balance, "USD", "  "), 2, /The reason is empty.*Nothing was changed/],
  ["a long reason", state("freeze", balance, "USD", "x".repeat(501)), 2, /501 characters; 500 are kept/],
  ["a reason of lines", state("freeze", balance, "USD", "one\ntwo"), 2, /not one line of plain text/],
  ["freezing what is not there", state("freeze", bank, "KES", "x"), 1, /no account "assets:bank:kcb:main"/],
  ["closing what holds money", state("close", "assets:transit:gumroad:main", "USD", "x"), 1, /holds 130\.75 USD/],
  // Reversals.
  ["reversing nothing", ["books", "reverse", "--reason", "x"], 2, /The txn-id is missing/],
  ["reversing without a reason", ["books", "reverse", "x"], 2, /--reason <text> is needed/],
  ["reversing what is not there", ["books", "reverse", "x", "--reason", "y"], 1, /no txn "x".*books history/],
  ["reversing for no reason", ["books", "reverse", "x", "--reason", ""], 2, /The reason is empty/],
  // Exports.
  ["loading nothing", ["books", "load"], 2, /The file is missing/],
  [
    "a file that is not there",
    ["books", "load", "none.jsonl"],
    1,
    /none\.jsonl cannot be read: there is no such file\. Noth/,
  ],
  ["a folder", ["books", "load", "a-folder"], 1, /a-folder cannot be read: it is a folder/],
  ["words", ["books", "load", "words.jsonl"], 1, /^Line 1 is not JSON\. 0 txns are booked\./],
  ["an empty file", ["books", "load", "empty.jsonl"], 1, /The export is cut short/],
  ["an export without its end", ["books", "load", "cut.jsonl", "--book", "second"], 1, /The export is cut short/],
  ["another form", ["books", "load", "other.jsonl"], 1, /^Line 1 has another form than millrace-ledger\/1/],
  ["bytes", ["books", "load", "bytes.jsonl"], 1, /^What follows line 0 is not text in UTF-8/],
  ["one endless line", ["books", "load", "long.jsonl"], 1, /^Line 1 is longer than any line of an export/],
  ["a damaged archive", ["books", "load", "damaged.jsonl.gz"], 1, /damaged\.jsonl\.gz is damaged/],
  [
    "books that hold others",
    ["books", "load", "good.jsonl", "--book", "second"],
    1,
    /^Line 2 is in other books of this/,
  ],
  ["loading into no books", ["books", "load", "good.jsonl", "--book", "third"], 2, /no books called "third"/],
];

describe("what cannot be booked by hand is refused in one sentence:", () => {
  it.each(cases)("%s", async (_what, words, code, told) => {
    const said = await cli(dataDir, words, here);
    expect(said.err).toMatch(told);
    expect(said.code).toBe(code);
    expect(said.err.trimEnd().split("\n")).toHaveLength(1);
    expect(said.err).not.toMatch(/ at .*\.ts|Error:|undefined|\[object|\.\. /);
    expect(said.out).toBe("");
  });

  it("and to scripts as JSON", async () => {
    const said = await cli(dataDir, [...arrived({ rate: "0" }), "--json"], here);
    expect(JSON.parse(said.out)).toMatchObject({ error: { code: "rate-wrong" } });
    const other = await cli(dataDir, ["books", "reverse", txn, "--reason", "x", "--book", "second", "--json"], here);
    expect(JSON.parse(other.out)).toMatchObject({ error: { code: "unknown-txn" } });
  });

  it("and changes nothing", async () => {
    const check = await cli(dataDir, ["books", "check", "--json"]);
    expect(JSON.parse(check.out)).toMatchObject({ sound: true, derived: { unobserved: 0 } });
    const audit = JSON.parse((await cli(dataDir, ["audit", "show", "--json"])).out);
    const actions = new Set(audit.entries.map((entry: { action: string }) => entry.action));
    for (const action of ["ledger.reverse", "ledger.account-state", "book.load"]) expect(actions).not.toContain(action);
  });

  it("also an import, when an account it needs is frozen, with what to do", async () => {
    expect((await cli(dataDir, state("freeze", balance, "USD", "looked into"))).code).toBe(0);
    const said = await cli(dataDir, ["import", payoutFile(folder.path, "small")]);
    expect(said.code).toBe(1);
    expect(said.err).toMatch(/balance \(USD\) is frozen\..* Open the account again/);
  });
});

describe("help for what a person books", () => {
  it.each([
    "payouts arrived",
    "books history",
    "books freeze",
    "books close",
    "books reopen",
    "books reverse",
    "books load",
  ])("of %s shows an example", async (words) => {
    const said = await cli(dataDir, [...words.split(" "), "--help"]);
    expect(said.code).toBe(0);
    expect(said.out).toMatch(new RegExp(`Examples?:\\n +millrace ${words} `));
    expect(said.out).toContain("--json");
  });
});
