import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { openForTest, temporaryFolder } from "../support/installation.ts";
import { arrival, payoutFile, payoutKeys } from "../support/payout-files.ts";
import { steppingClock } from "../support/stepping-clock.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const dataDir = at("data");
const clock = steppingClock();
const bank = "assets:bank:kcb:main";

const say = (...args: string[]) => cli(dataDir, args, { clock, workingDir: folder.path });
const json = async (...args: string[]) => {
  const said = await say(...args, "--json");
  expect(said).toMatchObject({ code: 0, err: "" });
  return JSON.parse(said.out);
};
const balances = async (): Promise<Record<string, string>> => {
  const { accounts } = await json("books", "accounts");
  return Object.fromEntries(
    accounts
      .filter((one: { balance: string }) => !/^0(\.0+)?$/.test(one.balance))
      .map((one: { account: string; currency: string; balance: string }) => [
        `${one.account} ${one.currency}`,
        one.balance,
      ]),
  );
};

beforeAll(async () => {
  const made = await say("init", "--name", "Savanna Icons", "--currency", "KES", "--time-zone", "Africa/Nairobi");
  expect(made.code).toBe(0);
  for (const name of ["worked", "small"] as const)
    expect((await say("import", payoutFile(folder.path, name))).code).toBe(0);
});
afterAll(() => folder.remove());

describe("a payout that reaches the bank", () => {
  const worked = arrival(payoutKeys.worked, "16870.67", "KES", "--rate", "129.50", "--fee", "500.00");

  it("in another currency leaves nothing on its way, and the loss against the rate by name", async () => {
    expect((await balances())["assets:transit:gumroad:main USD"]).toBe("217.05");
    const said = await say(...worked);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toContain(`The arrival of ${payoutKeys.worked} is booked.\n  arrival, 9 Nov 2026 00:00`);
    expect(said.out).toContain("fx-difference      61.45 KES");
    expect(await balances()).toMatchObject({
      [`${bank} KES`]: "16370.67",
      "assets:transit:gumroad:main USD": "86.30",
      "equity:fx KES": "-16932.12",
      "equity:fx USD": "130.75",
      "expenses:bank-fees KES": "500.00",
      "expenses:fx-loss KES": "61.45",
    });
  });

  it("is booked once, however often the same is said", async () => {
    const before = await json("audit", "show");
    const again = await say(...worked);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/^This is booked already; nothing was changed\.\n {2}arrival, 9 Nov 2026/);
    expect(await json(...worked)).toMatchObject({ payout: payoutKeys.worked, changed: false });
    expect((await json("audit", "show")).total).toBe(before.total);
  });

  it.each([
    ["another amount", arrival(payoutKeys.worked, "16870.68", "KES", "--rate", "129.50", "--fee", "500.00")],
    ["another day", [...worked.slice(0, 4), "2026-11-10", ...worked.slice(5)]],
    ["an amount that cannot be", arrival(payoutKeys.worked, "1.00", "USD")],
  ])("is not booked a second time with %s: the first one is named", async (_what, words) => {
    const said = await say(...words);
    expect(said.code).toBe(1);
    expect(said.err).toMatch(
      /is booked already: 9 Nov 2026, 16,870\.67 KES assets:bank:kcb:main, 500\.00 KES kept by the bank\. Nothing was changed\. .*books reverse [0-9a-f-]{36} /,
    );
  });

  it("is shown with the payout", async () => {
    const said = await say("payouts", "show", payoutKeys.worked);
    expect(said.out).toMatch(/\nArrived\n {2}arrival, 9 Nov 2026 00:00; .*; txn [0-9a-f-]{36}\n/);
    const story = await json("payouts", "show", payoutKeys.worked);
    expect(story.arrivals).toHaveLength(1);
    expect(story.arrivals[0].transfers).toContainEqual({
      meaning: "fx-difference",
      debit: "expenses:fx-loss",
      credit: "equity:fx",
      amount: "61.45",
      currency: "KES",
    });
    expect((await json("payouts", "show", payoutKeys.small)).arrivals).toEqual([]);
    expect((await say("payouts", "show", payoutKeys.small)).out).not.toContain("Arrived");
  });

  it("in its own currency may be said before or after what the bank kept: it is the same", async () => {
    expect(await json(...arrival(payoutKeys.small, "81.30", "USD", "--fee", "5.00"))).toMatchObject({ changed: true });
    expect(await json(...arrival(payoutKeys.small, "86.30", "USD", "--fee", "5"))).toMatchObject({ changed: false });
    const now = await balances();
    expect(now).toMatchObject({ [`${bank} USD`]: "81.30", "expenses:bank-fees USD": "5.00" });
    expect(now["assets:transit:gumroad:main USD"]).toBeUndefined();
  });

  it("leaves books that are sound, with figures of the platform's own", async () => {
    const check = await json("books", "check");
    expect(check).toMatchObject({ sound: true, derived: { findings: [], more: 0, unobserved: 0 } });
    expect(check.findings).toEqual([]);
    expect((await json("books", "rebuild")).changed).toEqual([]);
  });

  const hledger = spawnSync("hledger", ["--version"]).status === 0;
  it.runIf(hledger)("is the same to hledger (which not every machine has)", async () => {
    const file = at("books.journal");
    await json("books", "export", "--format", "hledger", "--out", file);
    execFileSync("hledger", ["-f", file, "check", "--strict"]);
    const rows = execFileSync("hledger", ["-f", file, "balance", "fx", "bank", "--flat", "-N"], { encoding: "utf8" });
    expect(
      rows
        .trim()
        .split("\n")
        .map((row) => row.trim().replace(/ +/g, " ")),
    ).toEqual([
      "16370.67 KES",
      `81.30 USD ${bank}`,
      "-16932.12 KES",
      "130.75 USD equity:fx",
      "500.00 KES",
      "5.00 USD expenses:bank-fees",
      "61.45 KES expenses:fx-loss",
    ]);
  });
});

describe("what was booked by hand", () => {
  const standing = async (key: string): Promise<string> => (await json("payouts", "show", key)).arrivals.at(-1).id;

  it("is undone by its mirror, with the reason in the audit record, and can be booked anew", async () => {
    const id = await standing(payoutKeys.worked);
    const done = await json("books", "reverse", id, "--reason", " it was the other bank ");
    expect(done).toMatchObject({ undone: id, object: `owner/arrival/${payoutKeys.worked}` });
    const { entries } = await json("audit", "show");
    expect(entries.at(-1)).toMatchObject({
      action: "ledger.reverse",
      actor: "owner",
      about: { txn: id, by: done.by, reason: "it was the other bank" },
    });
    expect((await balances())["assets:transit:gumroad:main USD"]).toBe("130.75");
    const twice = await say("books", "reverse", id, "--reason", "again");
    expect(twice.err).toMatch(/was reversed by .* Nothing was changed\./);
    const mirror = await say("books", "reverse", done.by, "--reason", "again");
    expect(mirror.err).toMatch(/itself undoes .*Book what happened as a txn of its own/);
    const other = ["payouts", "arrived", payoutKeys.worked, "--at", "today", "--bank", "Equity Bank"];
    const words = [...other, "--amount", "16870.67", "--currency", "KES"];
    expect(await json(...words)).toMatchObject({ changed: true });
    expect(await json(...words)).toMatchObject({ changed: false });
    const now = await balances();
    expect(now).toMatchObject({
      "assets:bank:equity-bank:main KES": "16870.67",
      "equity:fx KES": "-16870.67",
      "equity:fx USD": "130.75",
    });
    expect(now["expenses:fx-loss KES"]).toBeUndefined();
    expect((await json("books", "check")).sound).toBe(true);
    expect((await say("books", "reverse", await standing(payoutKeys.worked), "--reason", "shown")).out).toMatch(
      /^owner\/arrival\/.* is undone by [0-9a-f-]{36}, number \d+ of the books\.\n$/,
    );
  });

  it("is not what follows from an import: the next one would book it again", async () => {
    const { rows } = await json("books", "history", "income:sales:gumroad:unnamed");
    const said = await say("books", "reverse", rows[0].txn, "--reason", "wrong price");
    expect(said.code).toBe(1);
    expect(said.err).toMatch(
      /follows from what gumroad said of gumroad\/sale\/.*; undone, the next import would book it again\. .*Correct it at the source/,
    );
  });
});

describe("the history of an account", () => {
  it("comes in pages, in the order of booking", async () => {
    const transit = "assets:transit:gumroad:main";
    const all = await json("books", "history", transit);
    expect(all).toMatchObject({ account: transit, currency: "USD", state: "open", events: [], next: null });
    expect(all.rows.slice(0, 3).map((row: { amount: string }) => row.amount)).toEqual(["130.75", "86.30", "-130.75"]);
    const first = await json("books", "history", transit, "--limit", "2");
    expect(first.rows).toEqual(all.rows.slice(0, 2));
    const rest = await json("books", "history", transit, "--after", String(first.next));
    expect(rest.rows).toEqual(all.rows.slice(2));
    const text = await say("books", "history", transit, "--limit", "2", "--currency", "USD");
    expect(text.out).toContain(
      `There is more: millrace books history ${transit} --currency USD --limit 2 --after ${first.next}\n`,
    );
    const end = await say("books", "history", transit, "--after", "999999");
    expect(end.out).toBe(`${transit} (USD)\nThere is nothing more on this account.\n`);
  });

  it("asks for the currency where there are several", async () => {
    const asked = await say("books", "history", "equity:fx");
    expect(asked).toMatchObject({ code: 2 });
    expect(asked.err).toContain(
      "equity:fx is there in KES, USD. Say which one you mean, for example with --currency KES.",
    );
    expect((await json("books", "history", "equity:fx", "--currency", "USD")).rows[0]).toMatchObject({
      meaning: "fx-out",
      amount: "130.75",
    });
  });
});

describe("an account that a person stops", () => {
  const state = (word: string, reason: string, path = bank, currency = "USD") =>
    say("books", word, path, "--currency", currency, "--reason", reason);

  it("says who, when and why, and refuses what would be booked on it", async () => {
    const frozen = await state("freeze", "statement does not agree");
    expect(frozen.out).toMatch(
      /^assets:bank:kcb:main \(USD\): Frozen on 20 Nov 2026 12:\d\d by owner: statement does not agree\n$/,
    );
    const again = await state("freeze", "once more");
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toMatch(/is so already\. Frozen on .* by owner: statement does not agree\n$/);
    expect(await json("books", "history", bank, "--currency", "USD")).toMatchObject({
      state: "frozen",
      events: [{ kind: "frozen", by: "owner", reason: "statement does not agree" }],
    });
    const id = (await json("payouts", "show", payoutKeys.small)).arrivals[0].id;
    const refused = await say("books", "reverse", id, "--reason", "wrong bank");
    expect(refused.err).toBe(
      "The account assets:bank:kcb:main (USD) is frozen. Nothing was changed. Open the account again, or book to another one.\n",
    );
    expect((await json("audit", "show")).entries.at(-1)).toMatchObject({ action: "ledger.account-state" });
    const reopened = await json("books", "reopen", bank, "--currency", "USD", "--reason", "explained");
    expect(reopened).toMatchObject({ changed: true, event: { kind: "reopened", reason: "explained" } });
    expect((await json("books", "history", bank, "--currency", "USD")).state).toBe("open");
  });

  it("can be closed only when it is empty, and not frozen after that", async () => {
    expect((await state("close", "given up")).err).toBe(
      "assets:bank:kcb:main holds 81.30 USD; only an empty account can be closed. Nothing was changed.\n",
    );
    expect((await state("close", "given up", bank, "KES")).code).toBe(0);
    expect((await state("freeze", "to be sure", bank, "KES")).err).toMatch(/is closed, so there is nothing to freeze/);
    const refused = await say(...arrival(payoutKeys.worked, "16870.67", "KES", "--rate", "129"));
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toMatch(/^The account assets:bank:kcb:main \(KES\) is closed\. Nothing was booked\./);
    expect((await state("reopen", "in use again", bank, "KES")).code).toBe(0);
    expect((await state("reopen", "x", "equity:fx", "KES")).out).toBe(
      "equity:fx (KES) is open; nothing was changed.\n",
    );
  });

  it("stays as was decided last, also when the clock is set back", async () => {
    const early = (word: string) =>
      cli(dataDir, ["books", word, bank, "--currency", "KES", "--reason", "clock set back"]);
    expect((await early("freeze")).code).toBe(0);
    expect((await json("books", "history", bank, "--currency", "KES")).state).toBe("frozen");
    expect((await early("reopen")).code).toBe(0);
    expect((await json("books", "history", bank, "--currency", "KES")).state).toBe("open");
  });
});

describe("books that are loaded from an export", () => {
  const elsewhere = at("elsewhere");
  const there = (...args: string[]) => cli(elsewhere, args, { workingDir: folder.path });
  const bring = (file: string) => there("books", "load", file);

  beforeAll(async () => {
    await json("books", "export", "--format", "jsonl", "--out", at("all.jsonl"));
    const whole = readFileSync(at("all.jsonl"), "utf8");
    writeFileSync(at("all.jsonl.gz"), gzipSync(whole));
    const lines = whole.trimEnd().split("\n");
    writeFileSync(
      at("changed.jsonl"),
      `${lines.with(4, (lines[4] ?? "").replace(/"amount":"\d/, '"amount":"9')).join("\n")}\n`,
    );
    expect((await there("init", "--currency", "KES", "--time-zone", "Africa/Nairobi")).code).toBe(0);
  });

  it("keep what came before a line that was touched, and go on from there", async () => {
    const refused = await bring("changed.jsonl");
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toMatch(
      /^Line 5 was changed: .* 3 txns are booked\. Take an unchanged export and load it again/,
    );
    const rest = await bring("all.jsonl.gz");
    expect(rest).toMatchObject({ code: 0, err: "" });
    expect(rest.out).toMatch(/^\d+ txns are booked in the books of Main; 3 were booked before\.\n$/);
    expect(JSON.parse((await there("books", "load", "all.jsonl", "--json")).out)).toMatchObject({
      booked: 0,
      file: "all.jsonl",
    });
  });

  it("are the same books: same accounts, same export to the byte, and sound", async () => {
    expect((await there("books", "accounts")).out).toBe((await say("books", "accounts")).out);
    const said = await there("books", "export", "--format", "jsonl");
    const [, ...lines] = said.out.split("\n");
    expect(lines).toEqual(
      gunzipSync(readFileSync(at("all.jsonl.gz")))
        .toString("utf8")
        .split("\n")
        .slice(1),
    );
    const check = await there("books", "check");
    expect(check.code).toBe(0);
    expect(check.out).toMatch(/entries +Booked for objects that no file here tells of/);
  });

  it("take the files they were made of without booking anything twice, and have their figures then", async () => {
    const before = (await there("books", "export", "--format", "csv")).out;
    const brought = await there("import", "worked.csv", "small.csv", "--json");
    expect(brought.code).toBe(0);
    expect(JSON.parse(brought.out).files.map((file: { rows: object }) => file.rows)).toMatchObject([
      { read: 4, refused: 0 },
      { read: 1, refused: 0 },
    ]);
    expect((await there("books", "export", "--format", "csv")).out).toBe(before);
    const check = JSON.parse((await there("books", "check", "--json")).out);
    expect(check).toMatchObject({ sound: true, derived: { findings: [], unobserved: 0 } });
    expect(JSON.parse((await there("report", "--json")).out).totals).toEqual((await json("report")).totals);
  });

  it("cannot be a second time in one installation", async () => {
    await there("books", "add", "second");
    const said = await there("books", "load", "all.jsonl", "--book", "second");
    expect(said.err).toMatch(
      /^Line 2 is in other books of this installation already, and a txn cannot be in two\. 0 txns/,
    );
  });

  it("can be interrupted", async () => {
    const said = await cli(elsewhere, ["books", "load", "all.jsonl"], {
      workingDir: folder.path,
      stop: AbortSignal.abort(),
    });
    expect(said).toMatchObject({ code: 1 });
    expect(said.err).toMatch(/^Reading was interrupted behind line 0\. 0 txns are booked\..*goes on where it stopped/);
  });
});

describe("a check of the books", () => {
  it("also finds facts and daily figures that say something else, and rebuild mends the figures", async () => {
    const opened = await openForTest(dataDir);
    await opened.store.q.updateTable("rollup").set({ gross: 1n }).where("dimension", "=", "source").execute();
    await opened.close();
    const said = await say("books", "check");
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/^The books are not sound: 1 thing is wrong in /);
    expect(said.out).toMatch(
      /Wrong:\n {2}The daily figures by source say \d+\.\d\d USD gross, the books say 300\.00\./,
    );
    const asJson = await say("books", "check", "--json");
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.out)).toMatchObject({ sound: false, findings: expect.any(Array), derived: { more: 0 } });
    expect((await json("books", "rebuild")).changed).toEqual(["rollup"]);
    expect((await say("books", "check")).code).toBe(0);
  });

  it("shows how far it is", async () => {
    const said = await cli(dataDir, ["books", "check"], { terminal: true, clock: steppingClock() });
    expect(said.err).toContain("objects compared");
    expect(said.err).toContain("entries checked");
  });
});
