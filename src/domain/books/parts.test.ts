// biome-ignore-all format: postings and facts stand one to a line, so that the cases read as tables
import { describe, expect, it } from "vitest";
import { factsOf } from "../facts/from-sighting.ts";
import { called } from "../facts/object.ts";
import type { SaleSighting, Sighting } from "../facts/sighting.ts";
import { accountNature, chart, segment } from "./account.ts";
import { codeName, codes } from "./codes.ts";
import { deltaParts } from "./delta.ts";
import type { Part } from "./parts.ts";

const t0 = Date.UTC(2026, 2, 1);
const day = 86_400_000;
const partsOf = (sighting: Sighting): readonly Part[] => called("shop", factsOf(sighting, { at: t0, by: "x" }, { file: "1", line: 1 })).parts;
const sale = (parts: Partial<SaleSighting>): Sighting => ({
  kind: "sale",
  id: "s",
  at: t0,
  currency: "USD",
  product: { id: "Pen", name: "Pen" },
  ...parts,
});
/** One line per transfer: `kind code debit <- credit amount currency`. */
const told = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) =>
    part.legs.map((leg) => `${part.kind} ${codeName(leg.code)} ${leg.debit} <- ${leg.credit} ${leg.amount} ${leg.currency}`),
  );

const balance = "assets:platform:shop:main:balance";

describe("what the books should hold for a sale", () => {
  it.each([
    [
      "the whole credited first, then each deduction by itself",
      { gross: 10_000n, shipping: 500n, tax: 800n, taxJurisdiction: "UK", fees: { platform: 1_050n, processing: 320n }, affiliate: 100n },
      [
        `sale sale ${balance} <- income:sales:shop:pen 8700 USD`,
        `sale shipping ${balance} <- income:shipping:shop 500 USD`,
        `sale tax ${balance} <- liabilities:tax:uk 800 USD`,
        `sale fee-platform expenses:fees:shop:platform <- ${balance} 1050 USD`,
        `sale fee-processing expenses:fees:shop:processing <- ${balance} 320 USD`,
        `sale affiliate expenses:affiliates:shop <- ${balance} 100 USD`,
      ],
    ],
    [
      "a partial refund with its tax and the fee that came back",
      { gross: 10_000n, tax: 800n, refunds: [{ id: "r", amount: 3_000n, tax: 240n, feeReturned: 315n, at: t0 + day }] },
      [
        `sale sale ${balance} <- income:sales:shop:pen 9200 USD`,
        `sale tax ${balance} <- liabilities:tax:unknown 800 USD`,
        `refund refund income:refunds:shop:pen <- ${balance} 2760 USD`,
        `refund refund-tax liabilities:tax:unknown <- ${balance} 240 USD`,
        `refund fee-return ${balance} <- expenses:fees:shop:platform 315 USD`,
      ],
    ],
    [
      "an open dispute: the money lies in its own account",
      { gross: 10_000n, dispute: "open", disputeFee: 1_500n },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 10000 USD`,
        `dispute fee-dispute expenses:fees:shop:dispute <- ${balance} 1500 USD`,
      ],
    ],
    [
      "a dispute won: the money comes back, less what was refunded before",
      { gross: 10_000n, refunded: 4_000n, dispute: "won" },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `refund refund income:refunds:shop:pen <- ${balance} 4000 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 6000 USD`,
        `dispute-won dispute-won ${balance} <- assets:disputes:shop 6000 USD`,
      ],
    ],
    [
      "a dispute over a part: what was reported to be taken back is held",
      { gross: 10_000n, refunded: 1_000n, dispute: "won", disputedAmount: 2_500n },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `refund refund income:refunds:shop:pen <- ${balance} 1000 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 2500 USD`,
        `dispute-won dispute-won ${balance} <- assets:disputes:shop 2500 USD`,
      ],
    ],
    [
      "a dispute whose fee the platform gave back when it was opened",
      { gross: 10_000n, dispute: "open", disputedAmount: 10_000n, disputeFeeReturned: 1_370n },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 10000 USD`,
        `dispute fee-return ${balance} <- expenses:fees:shop:platform 1370 USD`,
      ],
    ],
    [
      "a dispute won, of which the platform takes its fee again",
      { gross: 10_000n, dispute: "won", disputedAmount: 10_000n, disputeFeeReturned: 1_370n, disputeCredit: 8_630n },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 10000 USD`,
        `dispute fee-return ${balance} <- expenses:fees:shop:platform 1370 USD`,
        `dispute-won dispute-won ${balance} <- assets:disputes:shop 10000 USD`,
        `dispute-won fee-platform expenses:fees:shop:platform <- ${balance} 1370 USD`,
      ],
    ],
    [
      "a partner's part that comes back with a refund, and goes again with what was kept of the fee",
      { gross: 10_000n, affiliate: 900n, refunds: [{ id: "r", amount: 5_000n, at: t0 + day, feeReturned: -20n, partnersReturned: 450n }] },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `sale affiliate expenses:affiliates:shop <- ${balance} 900 USD`,
        `refund refund income:refunds:shop:pen <- ${balance} 5000 USD`,
        `refund fee-return expenses:fees:shop:platform <- ${balance} 20 USD`,
        `refund affiliate ${balance} <- expenses:affiliates:shop 450 USD`,
      ],
    ],
    [
      "a dispute won, of which fee and partner's part are taken again",
      { gross: 10_000n, affiliate: 900n, dispute: "won", disputeFeeReturned: 1_370n, disputeReturnsPartners: true, disputeCredit: 7_730n },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `sale affiliate expenses:affiliates:shop <- ${balance} 900 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 10000 USD`,
        `dispute fee-return ${balance} <- expenses:fees:shop:platform 1370 USD`,
        `dispute affiliate ${balance} <- expenses:affiliates:shop 900 USD`,
        `dispute-won dispute-won ${balance} <- assets:disputes:shop 10000 USD`,
        `dispute-won fee-platform expenses:fees:shop:platform <- ${balance} 1370 USD`,
        `dispute-won affiliate expenses:affiliates:shop <- ${balance} 900 USD`,
      ],
    ],
    [
      "a dispute won, with a part of the partner's part taken again",
      { gross: 10_000n, affiliate: 900n, dispute: "won", disputeFeeReturned: 1_370n, disputeReturnsPartners: true, disputeCredit: 8_230n },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `sale affiliate expenses:affiliates:shop <- ${balance} 900 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 10000 USD`,
        `dispute fee-return ${balance} <- expenses:fees:shop:platform 1370 USD`,
        `dispute affiliate ${balance} <- expenses:affiliates:shop 900 USD`,
        `dispute-won dispute-won ${balance} <- assets:disputes:shop 10000 USD`,
        `dispute-won fee-platform expenses:fees:shop:platform <- ${balance} 1370 USD`,
        `dispute-won affiliate expenses:affiliates:shop <- ${balance} 400 USD`,
      ],
    ],
    [
      "a dispute won, with more credited than was taken",
      { gross: 10_000n, dispute: "won", disputeCredit: 10_005n },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 10000 USD`,
        `dispute-won dispute-won ${balance} <- assets:disputes:shop 10000 USD`,
        `dispute-won fee-platform ${balance} <- expenses:fees:shop:platform 5 USD`,
      ],
    ],
    [
      "a dispute lost: the money is gone",
      { gross: 10_000n, dispute: "lost" },
      [
        `sale sale ${balance} <- income:sales:shop:pen 10000 USD`,
        `dispute dispute-open assets:disputes:shop <- ${balance} 10000 USD`,
        `dispute-lost dispute-lost expenses:chargebacks:shop <- assets:disputes:shop 10000 USD`,
      ],
    ],
    [
      "no disputed money where all was refunded before",
      { gross: 100n, refunded: 100n, dispute: "lost" },
      [`sale sale ${balance} <- income:sales:shop:pen 100 USD`, `refund refund income:refunds:shop:pen <- ${balance} 100 USD`],
    ],
    ["a cancellation", { gross: -500n }, [`refund refund income:refunds:shop:pen <- ${balance} 500 USD`]],
    ["an adjustment up", { gross: 500n, nature: "adjustment" }, [`adjustment adjustment ${balance} <- income:adjustments:shop 500 USD`]],
    ["an adjustment down", { gross: -500n, nature: "adjustment" }, [`adjustment adjustment income:adjustments:shop <- ${balance} 500 USD`]],
    ["nothing for a free sale", { gross: 0n }, []],
    ["nothing while pending", { gross: 500n, status: "pending" }, []],
    ["nothing for a test", { gross: 500n, test: true }, []],
    [
      "a sale without a product under a name of its own",
      { gross: 1n, product: undefined as never },
      [`sale sale ${balance} <- income:sales:shop:unnamed 1 USD`],
    ],
  ] as [string, Partial<SaleSighting>, string[]][])("is %s", (_, parts, expected) => {
    expect(told(partsOf(sale(parts)))).toEqual(expected);
  });

  it("is one account for a document of several products", () => {
    const line = (id: string) => ({
      product: { id, name: id },
      quantity: { units: 1n, scale: 0 },
      amount: { units: 100n, scale: 2 },
      identity: id,
    });
    expect(told(partsOf(sale({ lines: [line("a"), line("b")] })))).toEqual([`sale sale ${balance} <- income:sales:shop:several-products 200 USD`]);
  });

  it("is nothing while the facts are incomplete", () => {
    expect(partsOf({ kind: "sale", id: "s" })).toEqual([]);
    expect(partsOf({ kind: "payout", id: "s" })).toEqual([]);
  });
});

describe("what the books should hold for other movements", () => {
  const at = { at: t0, currency: "USD" };
  it.each([
    [
      "a payout and its fee",
      { kind: "payout", id: "p", ...at, amount: 900n, fee: 25n },
      [
        `payout payout-sent assets:transit:shop:main <- ${balance} 900 USD`,
        `payout fee-payout expenses:fees:shop:payout <- ${balance} 25 USD`,
      ],
    ],
    [
      "a payout that came back: only its fee is gone",
      { kind: "payout", id: "p", ...at, amount: 900n, fee: 25n, status: "returned" },
      [`payout fee-payout expenses:fees:shop:payout <- ${balance} 25 USD`],
    ],
    ["a payout that is not sent yet", { kind: "payout", id: "p", ...at, amount: 900n, status: "pending" }, []],
    ["a payout that failed", { kind: "payout", id: "p", ...at, amount: 900n, status: "failed" }, []],
    ["a payout of nothing", { kind: "payout", id: "p", ...at, amount: 0n }, []],
    ["a listing fee", { kind: "charge", id: "c", ...at, amount: 20n, feeKind: "listing" }, [`charge fee-listing expenses:fees:shop:listing <- ${balance} 20 USD`]],
    ["a fee given back", { kind: "charge", id: "c", ...at, amount: -20n }, [`charge fee-other ${balance} <- expenses:fees:shop:other 20 USD`]],
    ["a tariff", { kind: "charge", id: "c", ...at, amount: 11n, feeKind: "tariff" }, [`charge tariff expenses:tariff:shop <- ${balance} 11 USD`]],
    ["the owner's money in", { kind: "adjustment", id: "a", ...at, amount: 5n, reason: "own-funds" }, [`adjustment deposit ${balance} <- equity:owner 5 USD`]],
    ["the owner's money out", { kind: "adjustment", id: "a", ...at, amount: -5n, reason: "own-funds" }, [`adjustment withdrawal equity:owner <- ${balance} 5 USD`]],
    ["a payment to somebody", { kind: "adjustment", id: "a", ...at, amount: -5n, reason: "payment" }, [`adjustment payment liabilities:payables:others <- ${balance} 5 USD`]],
    ["a reserve held", { kind: "adjustment", id: "a", ...at, amount: -5n, reason: "reserve-hold" }, [`adjustment reserve-hold assets:platform:shop:main:reserve <- ${balance} 5 USD`]],
    ["a reserve released", { kind: "adjustment", id: "a", ...at, amount: 5n, reason: "reserve-release" }, [`adjustment reserve-release ${balance} <- assets:platform:shop:main:reserve 5 USD`]],
    ["a correction", { kind: "adjustment", id: "a", ...at, amount: 5n, reason: "correction" }, [`adjustment adjustment ${balance} <- income:adjustments:shop 5 USD`]],
    ["what nobody explains", { kind: "adjustment", id: "a", ...at, amount: 5n }, [`adjustment suspense ${balance} <- suspense:shop 5 USD`]],
    [
      "a conversion, each currency by itself",
      { kind: "conversion", id: "x", at: t0, from: { currency: "USD", amount: 100n }, to: { currency: "JPY", amount: 150n } },
      [`conversion fx-out equity:fx <- ${balance} 100 USD`, `conversion fx-in ${balance} <- equity:fx 150 JPY`],
    ],
  ] as [string, Sighting, string[]][])("is %s", (_, sighting, expected) => {
    expect(told(partsOf(sighting))).toEqual(expected);
  });

  it("keeps the rate a conversion was given at, in major units and lowest terms", () => {
    const [part] = partsOf({ kind: "conversion", id: "x", at: t0, from: { currency: "USD", amount: 200n }, to: { currency: "JPY", amount: 300n } });
    expect(part?.rate).toMatchObject({ from: "USD", to: "JPY", numerator: 150n, denominator: 1n });
  });
});

describe("the difference between what is called for and what is posted", () => {
  const groups = (parts: readonly Part[]) =>
    parts.flatMap((part) => part.legs.map((leg) => ({ kind: part.kind, occurredAt: part.occurredAt, ...leg })));

  it("is everything when nothing is posted, and nothing when all is", () => {
    const want = partsOf(sale({ gross: 1_000n, fees: { platform: 100n } }));
    expect(told(deltaParts(want, [])).sort()).toEqual(told(want).sort());
    expect(deltaParts(want, groups(want))).toEqual([]);
  });

  it("is only what changed, in either direction", () => {
    const before = groups(partsOf(sale({ gross: 1_000n, fees: { platform: 100n, processing: 30n } })));
    expect(told(deltaParts(partsOf(sale({ gross: 1_000n, fees: { platform: 120n, processing: 10n } })), before))).toEqual([
      `sale fee-platform expenses:fees:shop:platform <- ${balance} 20 USD`,
      `sale fee-processing ${balance} <- expenses:fees:shop:processing 20 USD`,
    ]);
  });

  it("moves a sale whose day was wrong: undone there, booked here", () => {
    const before = groups(partsOf(sale({ gross: 1_000n })));
    const after = partsOf(sale({ gross: 1_000n, at: t0 - day }));
    expect(deltaParts(after, before).map((part) => [part.occurredAt - t0, told([part])])).toEqual([
      [-day, [`sale sale ${balance} <- income:sales:shop:pen 1000 USD`]],
      [0, [`sale sale income:sales:shop:pen <- ${balance} 1000 USD`]],
    ]);
  });

  it("carries a conversion's rate with it", () => {
    const want = partsOf({ kind: "conversion", id: "x", at: t0, from: { currency: "USD", amount: 200n }, to: { currency: "JPY", amount: 300n } });
    expect(deltaParts(want, [])[0]?.rate?.numerator).toBe(150n);
  });
});

describe("accounts", () => {
  it("are of the type their path begins with, and have a floor only where money is spent from by our order", () => {
    expect(["assets:bank:kcb:main", "assets:mpesa:1:utility", "assets:platform:x:main:balance", "income:sales:a:b", "suspense:x"].map(accountNature)).toEqual([
      { type: "asset", floor: "debit_nonneg" },
      { type: "asset", floor: "debit_nonneg" },
      { type: "asset", floor: "none" },
      { type: "income", floor: "none" },
      { type: "asset", floor: "none" },
    ]);
    expect(() => accountNature("wallet:x")).toThrow("known root");
  });

  it("have names that survive any product name", () => {
    expect(["A Pen: blue/red", "日本 語", "--", "x".repeat(99)].map(segment).map((s) => s.slice(0, 90))).toEqual([
      "a-pen-blue-red",
      "日本-語",
      "unnamed",
      "x".repeat(80),
    ]);
  });

  it("have one path for each place money can be", () => {
    const paths = [
      chart.pending("s"),
      chart.reserve("s"),
      chart.bank("KCB"),
      chart.bank("KCB", "two"),
      chart.mpesa("600", "utility"),
      chart.bankFees(),
      chart.fxGain(),
      chart.fxLoss(),
      chart.opening(),
    ];
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.map((path) => accountNature(path).type)).toContain("equity");
  });

  it("have codes that are found by number, and no name for a number nobody used", () => {
    expect([codeName(codes.sale), codeName(9_999)]).toEqual(["sale", undefined]);
  });
});
