import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatMinor } from "../../src/domain/money/money.ts";
import { accountBalances } from "../../src/ledger/balances.ts";
import { exportBeancount } from "../../src/ledger/export/beancount.ts";
import { beancountAccount } from "../../src/ledger/export/beancount-account.ts";
import { exportHledger } from "../../src/ledger/export/hledger.ts";
import { exampleBook, wholeText } from "../../src/ledger/testing/example-book.ts";
import type { TestBooks } from "../../src/ledger/testing/text-books.ts";
import { hasProgram, runOnFile } from "./program.ts";

let books: TestBooks;
let journal: string;
let beancount: string;
/** Our own balances: "path|1.00 USD". */
let ours: string[];
beforeAll(async () => {
  books = await exampleBook();
  journal = await wholeText(exportHledger(books.store, books.book));
  beancount = await wholeText(exportBeancount(books.store, books.book));
  ours = (await accountBalances(books.store, books.book.id))
    .filter((b) => b.posted !== 0n)
    .map((b) => `${b.path}|${formatMinor(b.posted, b.currency)} ${b.currency}`);
});
afterAll(() => books.store.close());

/** Takes one cent off the first posting of 100.00 USD. */
const oneCentLess = (text: string): string => text.replace("  100.00 USD", "  99.99 USD");
/** Takes one cent off both sides of it, so that only the asserted balances can tell. */
const oneCentLessOnBothSides = (text: string): string => oneCentLess(text).replace("-100.00 USD", "-99.99 USD");

// These need programs that are no npm packages; where one is missing its tests are skipped and say so in their names.
const skip = (program: string): string =>
  hasProgram(program) ? "" : ` (skipped: ${program} is not installed here; the project's checks run it)`;

describe.skipIf(!hasProgram("hledger"))(`hledger${skip("hledger")}`, () => {
  const check = (text: string) => runOnFile("hledger", ["-f", "FILE", "check", "--strict"], "book.journal", text);

  it("accepts the journal in its strict mode", () => {
    expect(check(journal)).toEqual({ ok: true, output: "" });
  });

  it("shows exactly our balances", () => {
    const { output } = runOnFile(
      "hledger",
      [
        "-f",
        "FILE",
        "balance",
        "--flat",
        "--no-total",
        "--format",
        "%(account)|%(total)",
        "--layout",
        "bare",
        "-O",
        "csv",
      ],
      "book.journal",
      journal,
    );
    const theirs = output
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(`[${line}]`) as [string, string, string]);
    expect(theirs.map(([path, currency, total]) => `${path}|${total} ${currency}`).sort()).toEqual([...ours].sort());
  });

  it("refuses the journal when one cent is taken off a posting, or off both sides of a transfer", () => {
    expect(check(oneCentLess(journal))).toMatchObject({
      ok: false,
      output: expect.stringMatching(/unbalanced|balance/),
    });
    expect(check(oneCentLessOnBothSides(journal))).toMatchObject({
      ok: false,
      output: expect.stringMatching(/balance assertion/),
    });
  });

  it("reads days as the book's zone has them", () => {
    const { output } = runOnFile("hledger", ["-f", "FILE", "print", "amt:25.00"], "book.journal", journal);
    expect(output).toContain("2024-02-01 ");
  });
});

describe.skipIf(!hasProgram("ledger"))(`ledger${skip("ledger")}`, () => {
  it("reads the same journal and shows exactly our balances", () => {
    const args = [
      "-f",
      "FILE",
      "--permissive",
      "balance",
      "--flat",
      "--no-total",
      "--format",
      "%(account)|%(display_amount)\n",
    ];
    const { ok, output } = runOnFile("ledger", args, "book.journal", journal);
    let account = "";
    const theirs = output
      .trim()
      .split("\n")
      .map((line) => {
        // An account with several currencies has a line for each, the first with its name.
        const [first = "", second] = line.split("|");
        if (second !== undefined) account = first;
        return `${account}|${(second ?? first).trim()}`;
      });
    expect({ ok, theirs: theirs.sort() }).toEqual({ ok: true, theirs: [...ours].sort() });
  });
});

describe.skipIf(!hasProgram("bean-check"))(`bean-check${skip("bean-check")}`, () => {
  const check = (text: string) => runOnFile("bean-check", ["FILE"], "book.beancount", text);

  it("accepts the file", () => {
    expect(check(beancount)).toEqual({ ok: true, output: "" });
  });

  it("refuses the file when one cent is taken off a posting, or off both sides of a transfer", () => {
    expect(check(oneCentLess(beancount))).toMatchObject({ ok: false, output: expect.stringMatching(/not balance/) });
    expect(check(oneCentLessOnBothSides(beancount))).toMatchObject({
      ok: false,
      output: expect.stringMatching(/Balance failed/),
    });
  });
});

describe.skipIf(!hasProgram("bean-query"))(`bean-query${skip("bean-query")}`, () => {
  it("shows exactly our balances", () => {
    // In thousandths, because its tables show as many decimals as most amounts of the file have.
    const args = [
      "-f",
      "csv",
      "FILE",
      "SELECT account, currency, sum(number) * 1000 AS total GROUP BY account, currency",
    ];
    const { output } = runOnFile("bean-query", args, "book.beancount", beancount);
    const theirs = output
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(",").map((cell) => cell.trim()));
    const shown = theirs
      .map(([account, currency, total]) => `${account} ${currency} ${Number(total)}`)
      .filter((line) => !line.endsWith(" 0"));
    const expected = ours.map((line) => {
      const [path = "", amount = ""] = line.split("|");
      const [number, currency] = amount.split(" ");
      return `${beancountAccount(path)} ${currency} ${Math.round(Number(number) * 1000)}`;
    });
    expect(shown.sort()).toEqual(expected.sort());
  });
});
