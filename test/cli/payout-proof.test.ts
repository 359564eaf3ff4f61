import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { factsOf } from "../../src/domain/facts/from-sighting.ts";
import { objectKey } from "../../src/domain/facts/object.ts";
import type { Sighting } from "../../src/domain/facts/sighting.ts";
import { dayIn } from "../../src/domain/time/day.ts";
import { absorb } from "../../src/intake/absorb.ts";
import { replaceStatements, type StatementRow } from "../../src/store/statement-line.ts";
import { cli, commandTime } from "../support/command-line.ts";
import { openForTest, temporaryFolder } from "../support/installation.ts";
import { arrival, payoutFile, payoutKeys } from "../support/payout-files.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const say = (...args: string[]) => cli(dataDir, args, { workingDir: folder.path });
const out = async (...args: string[]): Promise<string> => {
  const said = await say(...args);
  expect(said).toMatchObject({ code: 0, err: "" });
  return said.out;
};
const json = async (...args: string[]) => JSON.parse(await out(...args, "--json"));

const day = 86_400_000;
const noon = day / 2;
const second = Date.UTC(2026, 10, 2);
const key = (kind: Sighting["kind"], id: string): string => objectKey("gumroad", kind, id);

let told = 0;

/** Tells the books what a connection would read: records, and what payouts are made of. */
async function tell(sightings: readonly Sighting[], lines: readonly StatementRow[] = []): Promise<void> {
  const opened = await openForTest(dataDir);
  const context = {
    bookId: 1n,
    now: commandTime,
    dayOf: dayIn("Africa/Nairobi"),
    ids: uuidV7(fixedClock(commandTime), systemRandom),
    actor: "owner",
  };
  for (const [n, sighting] of sightings.entries()) {
    const news = factsOf(sighting, { at: commandTime + told++, by: "live" }, { file: "live", line: n });
    const item = { objectKey: key(sighting.kind, sighting.id), source: "gumroad", externalId: sighting.id, news };
    await opened.store.transaction((tx) => absorb(tx, context, [item]));
  }
  const payouts = [...new Set(lines.map((line) => line.payoutKey))];
  await opened.store.transaction((tx) => replaceStatements(tx, 1n, payouts, lines));
  await opened.close();
}

const line = (payout: string, n: number, more: Partial<StatementRow>): StatementRow => ({
  payoutKey: key("payout", payout),
  line: n,
  sort: "sale",
  objectKey: "",
  on: second,
  currency: "USD",
  net: 8_630n,
  gross: 10_000n,
  fees: -1_370n,
  label: "Sale",
  ...more,
});

/** The lines of the payout that `payoutFile("worked")` is the file of. */
const workedLines = (payout: string): StatementRow[] => [
  line(payout, 0, { objectKey: key("sale", "d29ya2VkMQ==") }),
  line(payout, 1, { objectKey: key("sale", "d29ya2VkMg==") }),
  line(payout, 2, {
    sort: "refund",
    objectKey: key("sale", "d29ya2VkMQ=="),
    on: second + 2 * day,
    net: -2_685n,
    gross: -3_000n,
    fees: 315n,
    label: "Partial Refund",
  }),
  line(payout, 3, {
    sort: "adjustment",
    objectKey: key("adjustment", "technical-adjustment/2026-11-06/-1500"),
    on: second + 4 * day,
    net: -1_500n,
    gross: undefined,
    fees: undefined,
    label: "Technical Adjustment",
  }),
];

beforeAll(async () => {
  expect((await say("init", "--name", "Shop", "--currency", "USD", "--time-zone", "Africa/Nairobi")).code).toBe(0);
  expect((await say("import", payoutFile(folder.path, "worked"))).code).toBe(0);
  expect((await say(...arrival(payoutKeys.worked, "130.75", "USD"))).code).toBe(0);
  await tell(
    [
      { kind: "payout", id: "po-1==", at: second + 5 * day, currency: "USD", amount: 13_075n, status: "completed" },
      { kind: "payout", id: payoutKeys.worked.slice("gumroad/payout/".length), supersededBy: "po-1==" },
    ],
    workedLines("po-1=="),
  );
});
afterAll(() => folder.remove());

describe("a payout that is known from its file and from the platform", () => {
  it("is one payout, under the platform's id, and its arrival stays with it", async () => {
    expect((await json("payouts")).payouts).toEqual([
      {
        key: "gumroad/payout/po-1==",
        source: "gumroad",
        id: "po-1==",
        status: "completed",
        at: "2026-11-07T00:00:00.000Z",
        currency: "USD",
        amount: "130.75",
        fee: null,
        arrived: { at: "2026-11-08T21:00:00.000Z", bank: "assets:bank:kcb:main", amount: "130.75" },
        proof: "proven",
        breaks: 0,
        unexplained: {},
      },
    ]);
    const { accounts } = await json("books", "accounts");
    const transit = accounts.find((one: { account: string }) => one.account === "assets:transit:gumroad:main");
    expect(transit.balance).toBe("0.00");
    expect((await say("books", "check")).code).toBe(0);
  });

  it("is found by either id, and does not arrive twice", async () => {
    for (const name of ["po-1==", "1==", "gumroad/payout/po-1==", payoutKeys.worked])
      expect(await out("payouts", "show", name)).toContain("Payout po-1== of gumroad\n");
    for (const id of ["po-1==", payoutKeys.worked]) {
      const [, , , ...rest] = arrival(payoutKeys.worked, "130.70", "USD");
      const again = await say("payouts", "arrived", id, ...rest);
      expect([again.code, again.err]).toEqual([1, expect.stringContaining("is booked already: 9 Nov 2026")]);
    }
  });
});

describe("the proof of a payout", () => {
  it("says what it is made of and that all is equal to the cent", async () => {
    const said = await out("payouts", "show", "po-1==");
    expect(said.slice(0, said.indexOf("\ngumroad/payout"))).toBe(`Payout po-1== of gumroad
130.75 USD was sent on 7 Nov 2026, and arrived at kcb on 9 Nov 2026.
Proved: your books, its 4 lines, what was sent and what arrived are equal to the
cent.

Made of      Lines   Gross    Fees  Net, USD
Sales            2  200.00  −27.40    172.60
Refunds          1  −30.00    3.15    −26.85
Adjustments      1                    −15.00
Its lines        4                    130.75

Your books have    130.75 USD
Its lines come to  130.75 USD
Left the platform  130.75 USD
Arrived            130.75 USD
Unexplained          0.00 USD
`);
    expect(await out("payouts", "gaps")).toBe("Unexplained today: 0.00 USD.\n1 payout is proved.\n");
    const { proof } = await json("payouts", "show", "po-1==", "--lines");
    expect(proof).toMatchObject({
      state: "proven",
      booked: "130.75",
      stated: "130.75",
      sent: "130.75",
      residue: "0.00",
    });
    expect(proof.lines.map((one: { label: string; booked: boolean }) => [one.label, one.booked])).toEqual([
      ["Sale", true],
      ["Sale", true],
      ["Partial Refund", true],
      ["Technical Adjustment", true],
    ]);
  });

  it("names every difference with its age, and comes to one number", async () => {
    const sale = { kind: "sale" as const, currency: "USD", gross: 2_900n };
    const paid = { kind: "payout" as const, currency: "USD", amount: 7_000n };
    await tell(
      [
        { ...sale, id: "late", at: second + 8 * day + noon, fees: { platform: 454n } },
        { ...sale, id: "other-fee", at: second + 9 * day + noon, fees: { platform: 450n } },
        { ...paid, id: "po-2==", at: second + 12 * day, status: "completed" },
        { ...paid, id: "po-3==", at: second + 19 * day, status: "pending" },
      ],
      [
        line("po-2==", 0, {
          objectKey: key("sale", "other-fee"),
          on: second + 9 * day,
          net: 2_446n,
          gross: 2_900n,
          fees: -454n,
        }),
        line("po-2==", 1, {
          objectKey: key("sale", "nobody"),
          on: second + 11 * day,
          net: 4_554n,
          gross: undefined,
          fees: undefined,
        }),
      ],
    );
    expect(await out("payouts")).toBe(`Sent         Amount       Where         Proof     Id
21 Nov 2026   70.00  USD  not sent yet  –         po-3==
14 Nov 2026   70.00  USD  on its way    3 breaks  po-2==
7 Nov 2026   130.75  USD  arrived       proved    po-1==
`);
    const said = await out("payouts", "show", "po-2==", "--lines");
    expect(said.slice(0, said.indexOf("\ngumroad/payout"))).toBe(`Payout po-2== of gumroad
70.00 USD was sent on 14 Nov 2026. It is on its way: its arrival is not booked
yet.
3 breaks: 70.04 USD is unexplained.

Made of    Lines  Gross   Fees  Net, USD
Sales          2  29.00  −4.54     70.00
Its lines      2                   70.00

Your books have    24.50 USD
Its lines come to  70.00 USD
Left the platform  70.00 USD
Unexplained        70.04 USD

Breaks
  The payout takes a fee of 4.54 USD from a sale, but your books have 4.50 USD.
    another fee, 9 days old: gumroad/sale/other-fee
  The payout has 45.54 USD for a sale, which your books do not have.
    missing here, 7 days old: gumroad/sale/nobody
  Your books have 24.46 USD for a sale of 10 Nov 2026, but no payout lists it.
    missing there, 9 days old: gumroad/sale/late

Lines
Day          Line    Net     About
11 Nov 2026  Sale  24.46  !  other-fee
13 Nov 2026  Sale  45.54  !  nobody
`);
    expect(await out("payouts", "gaps")).toContain(
      "Unexplained today: 70.04 USD.\n1 payout is proved; 1 has breaks.\n\n",
    );
    expect(await json("payouts", "gaps")).toMatchObject({
      unexplained: { USD: "70.04" },
      proven: 1,
      withBreaks: 1,
      breaks: [{ kind: "missing_there", amount: "-24.46" }, { kind: "fee_model_differs" }, { kind: "missing_here" }],
    });
  });

  it("does not count the lines of a payout that came back: the next one pays the same again", async () => {
    await tell([
      { kind: "sale", id: "nobody", at: second + 10 * day, currency: "USD", gross: 4_554n },
      { kind: "sale", id: "other-fee", currency: "USD", fees: { platform: 454n } },
      { kind: "sale", id: "late", status: "cancelled" },
    ]);
    expect((await json("payouts", "gaps")).unexplained).toEqual({ USD: "0.00" });
    await tell(
      [
        { kind: "payout", id: "po-2==", status: "returned" },
        { kind: "payout", id: "po-3==", at: second + 13 * day, status: "completed" },
      ],
      [
        line("po-3==", 0, {
          objectKey: key("sale", "other-fee"),
          on: second + 9 * day,
          net: 2_446n,
          gross: 2_900n,
          fees: -454n,
        }),
        line("po-3==", 1, {
          objectKey: key("sale", "nobody"),
          on: second + 11 * day,
          net: 4_554n,
          gross: undefined,
          fees: undefined,
        }),
      ],
    );
    expect(
      (await json("payouts")).payouts.map((one: { id: string; status: string; proof: string }) => [
        one.id,
        one.status,
        one.proof,
      ]),
    ).toEqual([
      ["po-3==", "completed", "proven"],
      ["po-2==", "returned", "not-sent"],
      ["po-1==", "completed", "proven"],
    ]);
    expect(await out("payouts", "show", "po-2==")).toContain(
      "70.00 USD was sent and came back on 14 Nov 2026. The platform owes it again.\n",
    );
  });

  it("is not there where nobody told what the payout is made of, nor for what is not known yet", async () => {
    expect((await say("import", payoutFile(folder.path, "small"))).code).toBe(0);
    await tell([
      { kind: "payout", id: "po-4==", status: "completed" },
      { kind: "payout", id: "po-5==", at: second, currency: "USD", amount: 5n, status: "failed" },
    ]);
    const stories = await Promise.all([payoutKeys.small, "po-4==", "po-5=="].map((id) => out("payouts", "show", id)));
    expect(stories[0]).toContain("Not proved: nobody has told yet what it is made of.");
    expect(stories[1]).toContain("Not booked yet: its date is not known yet.\n");
    expect(stories[2]).toContain("0.05 USD was not sent: the platform says that it failed on 2 Nov 2026.");
    expect(await out("payouts", "gaps")).toContain(
      "Unexplained today: 0.00 USD.\n2 payouts are proved; of 1 nobody has told",
    );
  });

  it("asks for more where what was typed fits several payouts or none", async () => {
    const [several, none] = [await say("payouts", "show", "=="), await say("payouts", "show", "po-9")];
    expect([several.code, several.err]).toEqual([
      1,
      expect.stringMatching(/^5 payouts end in "==".*Give more of its id/),
    ]);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('Nothing is known of a payout "po-9".')]);
  });
});

describe("a payout that the platform told before its file is read", () => {
  it("is still one payout, whose file adds nothing to what is on its way", async () => {
    const sum = { currency: "USD", amount: 8_630n, status: "completed" as const };
    await tell([
      { kind: "payout", id: "po-6==", at: second + 19 * day, ...sum },
      { kind: "payout", id: "payout/2026-11-20/8630/dGhpcmQ=", supersededBy: "po-6==" },
    ]);
    const inTransit = async (): Promise<string> => {
      const { accounts } = await json("books", "accounts");
      return accounts.find((one: { account: string }) => one.account === "assets:transit:gumroad:main").balance;
    };
    const before = await inTransit();
    const file = join(folder.path, "third.csv");
    const header =
      "Type,Date,Purchase ID,Item Name,Buyer Name,Buyer Email,Taxes ($),Shipping ($),Sale Price ($),Gumroad Fees ($),Net Total ($)";
    const rows = [
      "Sale,2026-11-20,dGhpcmQ=,Guide,C,c@example.net,0.0,0.0,100.0,13.7,86.3",
      "Totals,,,,,,0.0,0.0,,,86.3",
    ];
    writeFileSync(file, `${[header, ...rows].join("\n")}\n`);
    expect(await out("import", file)).not.toContain("not booked yet");
    expect(await inTransit()).toBe(before);
    const ids = (await json("payouts")).payouts.map((one: { id: string }) => one.id);
    expect(ids.filter((id: string) => id.includes("2026-11-20") || id === "po-6==")).toEqual(["po-6=="]);
    expect((await say("books", "check")).code).toBe(0);
  });
});

describe("a sale whose refund nobody has told the size of", () => {
  it("says that it waits, until a payout names it", async () => {
    const sale = { kind: "sale" as const, id: "unknown-refund" };
    await tell([
      { ...sale, at: second + 19 * day, currency: "USD", gross: 2_900n, disputeCredit: 5n },
      { ...sale, refundUnknown: true },
    ]);
    expect(await out("sales", "show", sale.id)).toContain(
      "Not all of it is booked yet: it was partly refunded, but nobody has told yet how much that was.\n",
    );
    expect((await json("sales", "show", sale.id)).known.disputeCredit).toBe("0.05");
    await tell([{ ...sale, refunds: [{ id: "r", amount: 500n }] }]);
    expect(await out("sales", "show", sale.id)).not.toContain("Not all of it");
  });
});
