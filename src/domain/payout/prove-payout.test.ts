import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Facts } from "../facts/facts.ts";
import { factsOf } from "../facts/from-sighting.ts";
import { joinFacts } from "../facts/join.ts";
import type { Sighting } from "../facts/sighting.ts";
import { type BookedObject, bookedObject } from "./booked-object.ts";
import { cutOf } from "./provable-payout.ts";
import { type Proof, provePayout, type ToProve } from "./prove-payout.ts";
import type { StatedLine } from "./stated-line.ts";

const day = 86_400_000;
const start = Date.UTC(2026, 10, 2);
const end = start + 7 * day;
const noon = day / 2;

/** A shop with books of its own: what happened in one week, and the statement it makes of that. */
type Happened = {
  readonly price: bigint;
  readonly fee: bigint;
  readonly partner: bigint;
  readonly on: number;
  readonly refunds: readonly {
    readonly amount: bigint;
    readonly feeBack: bigint;
    /** Of the partner's part: in the refund's own net, but for a refund of everything in the day's line for partners. */
    readonly partnerBack: bigint;
    readonly after: number;
  }[];
  readonly dispute: "none" | "open" | "won" | "lost";
};

const happened: fc.Arbitrary<Happened> = fc
  .record({
    price: fc.bigInt({ min: 100n, max: 50_000n }),
    feeShare: fc.integer({ min: 0, max: 30 }),
    partnerShare: fc.constantFrom(0, 0, 0, 20),
    on: fc.integer({ min: 0, max: 5 }),
    refundShares: fc.array(fc.integer({ min: 1, max: 45 }), { maxLength: 2 }),
    dispute: fc.constantFrom("none", "none", "none", "open", "won", "lost"),
  })
  .map(({ price, feeShare, partnerShare, on, refundShares, dispute }) => {
    const [fee, partner] = [(price * BigInt(feeShare)) / 100n, (price * BigInt(partnerShare)) / 100n];
    const shares = dispute === "none" ? (refundShares.includes(45) ? [100] : refundShares) : [];
    const refunds = shares.map((share, i) => ({
      amount: (price * BigInt(share)) / 100n,
      feeBack: (price * BigInt(share)) / 1_000n,
      partnerBack: (partner * BigInt(share)) / 100n,
      after: i,
    }));
    return { price, fee, partner, on, refunds, dispute: dispute as Happened["dispute"] };
  });

const shopWeek = fc.array(happened, { minLength: 1, maxLength: 12 });

/** What a won dispute brings back: all that the sale had brought. */
const credit = (one: Happened): bigint => one.price - one.fee - one.partner;

/** The statement, by the shop's own arithmetic. */
function statementOf(all: readonly Happened[], key = "shop/payout/p1"): StatedLine[] {
  const lines: Omit<StatedLine, "payoutKey" | "line">[] = [];
  const add = (sort: string, i: number | undefined, on: number, net: bigint, gross?: bigint, fees?: bigint): void => {
    const objectKey = i === undefined ? "" : `shop/sale/${i}`;
    lines.push({ sort, objectKey, on: start + Math.min(on, 6) * day, currency: "USD", net, gross, fees, label: sort });
  };
  all.forEach((one, i) => {
    add("sale", i, one.on, one.price - one.fee, one.price, -one.fee);
    if (one.partner > 0n) add("affiliate", undefined, one.on, -one.partner);
    for (const { amount, feeBack, partnerBack, after } of one.refunds) {
      if (amount === 0n) continue;
      const whole = amount === one.price;
      add("refund", i, one.on + after, feeBack - amount + (whole ? 0n : partnerBack), -amount, feeBack);
      if (whole && partnerBack > 0n) add("affiliate", undefined, one.on + after, partnerBack);
    }
    if (one.dispute !== "none") {
      add("chargeback", i, one.on, one.fee - one.price, -one.price, one.fee);
      if (one.partner > 0n) add("affiliate", undefined, one.on, one.partner);
    }
    if (one.dispute === "won" && credit(one) > 0n) add("dispute-credit", i, one.on + 1, credit(one));
  });
  return lines.map((line, number) => ({ ...line, payoutKey: key, line: number }));
}

/** What our readers understood of the same week, each object in several looks. */
function sightingsOf(one: Happened, i: number): Sighting[] {
  const sale = { kind: "sale" as const, id: String(i), currency: "USD" };
  const at = start + one.on * day + noon;
  const looks: Sighting[] = [
    { ...sale, at, gross: one.price, fees: { platform: one.fee }, affiliate: one.partner },
    ...one.refunds.map((refund, n) => ({
      ...sale,
      refunds: [
        {
          id: `r${n}`,
          at: at + refund.after * day,
          amount: refund.amount,
          feeReturned: refund.feeBack,
          partnersReturned: refund.amount === one.price ? ("rest" as const) : refund.partnerBack,
        },
      ],
    })),
  ];
  if (one.dispute !== "none")
    looks.push({
      ...sale,
      dispute: "open",
      disputedAt: at,
      disputedAmount: one.price,
      disputeFeeReturned: one.fee,
      disputeReturnsPartners: true,
    });
  if (one.dispute === "won" && credit(one) > 0n)
    looks.push({ ...sale, dispute: "won", disputedAt: at + day, disputeCredit: credit(one) });
  if (one.dispute === "lost") looks.push({ ...sale, dispute: "lost", disputedAt: at + day });
  return looks;
}

const booked = (sightings: readonly Sighting[], source = "shop"): BookedObject => {
  const facts = sightings
    .map((sighting, n): Facts => factsOf(sighting, { at: n, by: "x" }, { file: "1", line: 1 }))
    .reduce(joinFacts);
  return bookedObject(source, facts);
};

const booksOf = (all: readonly Happened[]): Map<string, BookedObject> =>
  new Map(all.map((one, i) => [`shop/sale/${i}`, booked(sightingsOf(one, i))]));

const net = (lines: readonly StatedLine[]): bigint => lines.reduce((sum, line) => sum + line.net, 0n);

const proof = (
  lines: readonly StatedLine[],
  objects: ReadonlyMap<string, BookedObject>,
  more: Partial<ToProve> & { readonly amount?: bigint } = {},
): Proof => {
  const { amount = net(lines), ...rest } = more;
  const payout = { key: "shop/payout/p1", currency: "USD", amount, fee: 0n, at: end + 5 * day };
  return provePayout({ payout, lines, objects, cut: { from: start, to: end, closed: true }, ...rest });
};

const told = (one: Proof): string[] => one.breaks.map((b) => `${b.kind} ${b.objectKey || "-"} ${b.amount}`);

describe("the proof of a payout, for any week of a shop", () => {
  it("finds nothing wrong in what is right, and leaves nothing on the balance", () => {
    fc.assert(
      fc.property(shopWeek, (all) => {
        const lines = statementOf(all);
        const found = proof(lines, booksOf(all));
        expect(found.breaks).toEqual([]);
        expect([found.booked, found.stated, found.residue]).toEqual([net(lines), net(lines), 0n]);
        expect(found.unexplained.size).toBe(0);
        expect(found.totals.reduce((sum, total) => sum + total.lines, 0)).toBe(lines.length);
      }),
    );
  });

  const injected = fc.record({ all: shopWeek, which: fc.nat(), off: fc.bigInt({ min: 1n, max: 999n }) });
  const target = (lines: readonly StatedLine[], which: number): StatedLine => {
    const named = lines.filter((line) => line.objectKey !== "" && line.net !== 0n);
    return named[which % named.length] as StatedLine;
  };

  it("finds exactly the sale that the books do not have", () => {
    fc.assert(
      fc.property(injected, ({ all, off }) => {
        const lines = statementOf(all);
        const stray = { ...(lines[0] as StatedLine), objectKey: "shop/sale/stray", net: off, line: lines.length };
        expect(told(proof([...lines, stray], booksOf(all)))).toEqual([`missing_here shop/sale/stray ${off}`]);
      }),
    );
  });

  it("finds exactly what no payout lists", () => {
    fc.assert(
      fc.property(injected, ({ all, which }) => {
        const lines = statementOf(all);
        const gone = target(lines, which);
        const rest = lines.filter((line) => line !== gone);
        expect(told(proof(rest, booksOf(all)))).toContain(`missing_there ${gone.objectKey} ${-gone.net}`);
        const found = proof(rest, booksOf(all));
        // A sale that is not listed takes its partner's part with it.
        expect(found.breaks.filter((one) => one.kind !== "amount_differs")).toHaveLength(1);
      }),
    );
  });

  it("finds exactly the amount that differs", () => {
    fc.assert(
      fc.property(injected, ({ all, which, off }) => {
        const lines = statementOf(all);
        const wrong = target(lines, which);
        const changed = { ...wrong, net: wrong.net + off, gross: (wrong.gross ?? 0n) + off };
        const found = proof(
          lines.map((line) => (line === wrong ? changed : line)),
          booksOf(all),
        );
        expect(told(found)).toEqual([`amount_differs ${wrong.objectKey} ${off}`]);
        expect([found.residue, found.unexplained.get("USD")]).toEqual([-off, off]);
      }),
    );
  });

  it("finds exactly the line that is listed twice", () => {
    fc.assert(
      fc.property(injected, ({ all, which }) => {
        const lines = statementOf(all);
        const again = { ...target(lines, which), line: lines.length };
        expect(told(proof([...lines, again], booksOf(all)))).toEqual([
          `duplicate_there ${again.objectKey} ${again.net}`,
        ]);
      }),
    );
  });

  it("finds exactly what was paid too much or too little", () => {
    fc.assert(
      fc.property(injected, ({ all, off }) => {
        const lines = statementOf(all);
        expect(told(proof(lines, booksOf(all), { amount: net(lines) - off }))).toEqual([`sum_differs - ${-off}`]);
      }),
    );
  });

  it("does not care in which order lines come", () => {
    fc.assert(
      fc.property(shopWeek, fc.infiniteStream(fc.nat()), (all, chance) => {
        const lines = statementOf(all);
        const shuffled = lines
          .map((line) => ({ line, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ line }) => line);
        expect(proof(shuffled, booksOf(all))).toEqual(proof(lines, booksOf(all)));
      }),
    );
  });
});

describe("a break", () => {
  const sold: Happened = { price: 2_900n, fee: 454n, partner: 0n, on: 1, refunds: [], dispute: "none" };
  const [line] = statementOf([sold]) as [StatedLine];
  const objects = booksOf([sold]);
  const says = (found: Proof): string[] => found.breaks.map((one) => `${one.kind} ${one.amount}: ${one.sentence}`);

  it("says that only the fee is another one", () => {
    const other = { ...line, fees: -500n, net: 2_400n };
    expect(says(proof([other], objects))).toEqual([
      "fee_model_differs -46: The payout takes a fee of 5.00 USD from a sale, but your books have 4.54 USD.",
    ]);
    // Without a word on the fee it is only another amount.
    expect(says(proof([{ ...other, fees: undefined }], objects))).toEqual([
      "amount_differs -46: The payout has 24.00 USD for a sale, but your books have 24.46 USD: 0.46 USD less.",
    ]);
  });

  it("says that the currency is another one, of a line or of all", () => {
    const yen = { ...line, currency: "JPY" };
    expect(says(proof([yen], objects, { amount: 2_446n }))).toEqual([
      "currency_differs 2446: The payout has 2,446 JPY for a sale, but your books have it in USD.",
      "currency_differs 2446: The payout is in USD, but its lines are in JPY.",
    ]);
  });

  it("says what is missing here, but not that nothing is", () => {
    expect(says(proof([line], new Map()))).toEqual([
      "missing_here 2446: The payout has 24.46 USD for a sale, which your books do not have.",
    ]);
    expect(proof([{ ...line, net: 0n }], new Map()).breaks).toEqual([]);
  });

  it("says what is missing there, and waits where the next payout may list it", () => {
    const late: Happened = { ...sold, on: 6 };
    const books = booksOf([sold, late]);
    const cut = { from: start, to: end, closed: false };
    const waiting = proof([line], books, { cut });
    expect(says(waiting)).toEqual([
      "timing -2446: Your books have 24.46 USD for a sale of 8 Nov 2026, the last day of this payout: the next one may list it.",
    ]);
    expect(waiting.unexplained.size).toBe(0);
    expect(says(proof([line], books))).toEqual([
      "missing_there -2446: Your books have 24.46 USD for a sale of 8 Nov 2026, but no payout lists it.",
    ]);
    // The next payout lists it, so that it is in order.
    const next = { ...line, payoutKey: "shop/payout/p2", objectKey: "shop/sale/1", on: end };
    expect(proof([line, next], books, { amount: line.net, cut }).breaks).toEqual([]);
    // What is from before or after this payout's time is no matter of it.
    expect(proof([line], books, { cut: { from: start, to: start + 2 * day, closed: true } }).breaks).toEqual([]);
    expect(proof([line], books, { cut: { from: end, to: end + day, closed: true } }).breaks).toEqual([]);
  });

  it("says in which payout, or in which line, the same is already", () => {
    const elsewhere = { ...line, payoutKey: "shop/payout/p0", on: line.on - day };
    expect(says(proof([elsewhere, line], objects, { amount: line.net }))).toEqual([
      "duplicate_there 2446: The payout has 24.46 USD for a sale a second time: it is in shop/payout/p0 already.",
    ]);
    expect(says(proof([line, { ...line, line: 1 }], objects))).toEqual([
      "duplicate_there 2446: The payout has 24.46 USD for a sale a second time: it is in line 1 already.",
    ]);
  });

  it("tells two refunds of one sale apart, and knows one that is listed twice", () => {
    const twice: Happened = {
      ...sold,
      refunds: [
        { amount: 500n, feeBack: 0n, partnerBack: 0n, after: 0 },
        { amount: 700n, feeBack: 0n, partnerBack: 0n, after: 1 },
      ],
    };
    const lines = statementOf([twice]);
    const [, first] = lines as [StatedLine, StatedLine];
    expect(proof(lines, booksOf([twice])).breaks).toEqual([]);
    const again = { ...first, payoutKey: "shop/payout/p2" };
    const found = proof([...lines.slice(0, 2), again], booksOf([twice]), { amount: 1_946n });
    expect(told(found)).toEqual(["missing_there shop/sale/0 700"]);
    const other = proof([again, ...lines], booksOf([twice]), { amount: net(lines) });
    expect(told(other)).toEqual([]);
  });

  it("says what partners were paid that the books do not have", () => {
    const brought: Happened = { ...sold, partner: 290n };
    const lines = statementOf([brought]).map((one) => (one.sort === "affiliate" ? { ...one, net: -300n } : one));
    expect(says(proof(lines, booksOf([brought])))).toEqual([
      "amount_differs -10: The payout takes 3.00 USD for partners, but your books have 2.90 USD with its sales.",
    ]);
  });

  const other = (sort: string, id: string, amount: bigint): StatedLine => ({
    ...line,
    sort,
    objectKey: `shop/${id}`,
    net: amount,
    gross: undefined,
    fees: undefined,
    label: "Moon Tax",
    line: 1,
  });
  const movement = (sighting: Sighting): BookedObject => booked([sighting]);
  const at = start + day;

  it("says what nobody has explained, though it is booked and listed", () => {
    const moon = movement({ kind: "adjustment", id: "a", at, currency: "USD", amount: -150n, reason: "unexplained" });
    const found = proof(
      [line, other("adjustment", "adjustment/a", -150n)],
      new Map([...objects, ["shop/adjustment/a", moon]]),
    );
    expect(says(found)).toEqual([
      'unexplained_adjustment -150: "Moon Tax" of −1.50 USD is in the payout and in your books, but nobody has said what it is.',
    ]);
    expect(found.residue).toBe(0n);
  });

  it("is not there for fees, corrections, partners' earnings and what was paid elsewhere, where all are booked", () => {
    const all = new Map([
      ...objects,
      ["shop/charge/f", movement({ kind: "charge", id: "f", at, currency: "USD", amount: 60n, feeKind: "payout" })],
      [
        "shop/adjustment/c",
        movement({ kind: "adjustment", id: "c", at, currency: "USD", amount: 5n, reason: "correction" }),
      ],
      [
        "shop/adjustment/e",
        movement({ kind: "adjustment", id: "e", at, currency: "USD", amount: 7n, reason: "correction" }),
      ],
      ["shop/payout/there", movement({ kind: "payout", id: "there", at, currency: "USD", amount: 90n })],
    ]);
    const lines = [
      line,
      { ...other("fee", "charge/f", -60n), fees: -60n },
      { ...other("adjustment", "adjustment/c", 5n), line: 2 },
      { ...other("affiliate", "adjustment/e", 7n), line: 3 },
      { ...other("paid-elsewhere", "payout/there", -90n), line: 4 },
    ];
    const found = proof(lines, all);
    expect(found.breaks).toEqual([]);
    expect(found.totals.map((total) => `${total.sort} ${total.lines} ${total.net}`)).toEqual([
      "sale 1 2446",
      "affiliate 1 7",
      "fee 1 -60",
      "adjustment 1 5",
      "paid-elsewhere 1 -90",
    ]);
    // A payout of its own is no movement that a statement leaves out, and a word nobody knows is an adjustment.
    expect(proof(lines.slice(0, 4), all).breaks).toEqual([]);
    expect(
      proof(
        [line, other("moon", "adjustment/c", 5n)],
        new Map([...objects, ["shop/adjustment/c", all.get("shop/adjustment/c") as BookedObject]]),
      ).breaks,
    ).toEqual([]);
  });

  it("says what was booked of other kinds but never listed", () => {
    const kinds: [string, Sighting][] = [
      ["shop/charge/f", { kind: "charge", id: "f", at, currency: "USD", amount: 60n }],
      [
        "shop/conversion/x",
        { kind: "conversion", id: "x", at, from: { currency: "USD", amount: 9n }, to: { currency: "EUR", amount: 8n } },
      ],
    ];
    const found = proof([line], new Map([...objects, ...kinds.map(([key, one]) => [key, movement(one)] as const)]));
    expect(found.breaks.map((one) => `${one.sentence} ${one.amount} ${one.currency}`)).toEqual([
      "Your books have −0.60 USD for a fee of 3 Nov 2026, but no payout lists it. 60 USD",
      "Your books have −0.09 USD for a conversion of 3 Nov 2026, but no payout lists it. 9 USD",
      "Your books have 0.08 EUR for a conversion of 3 Nov 2026, but no payout lists it. -8 EUR",
    ]);
    expect([...found.unexplained]).toEqual([
      ["USD", 69n],
      ["EUR", 8n],
    ]);
  });

  it("says a kind that it has no word for by its own name", () => {
    const odd: BookedObject = {
      parts: [
        {
          kind: "gift",
          at,
          currency: "USD",
          gross: 5n,
          fees: 0n,
          partners: 0n,
          partnersApart: false,
          unexplained: false,
        },
      ],
    };
    expect(says(proof([line], new Map([...objects, ["shop/gift/1", odd]])))[0]).toContain("for gift of 3 Nov 2026");
  });

  it("says that more or less left than the lines come to, and that something else arrived", () => {
    expect(says(proof([line], objects, { amount: 2_450n, arrived: 2_400n }))).toEqual([
      "sum_differs 4: Its lines add up to 24.46 USD, but 24.50 USD left the platform: 0.04 USD more.",
      "amount_differs -50: 24.50 USD was sent, but 24.00 USD is booked as arrived.",
    ]);
    expect(proof([line], objects, { arrived: 2_446n }).breaks).toEqual([]);
  });

  it("counts the fee of the payout as gone with it", () => {
    const payout = { key: "shop/payout/p1", currency: "USD", amount: 2_400n, fee: 46n, at: end };
    const found = provePayout({ payout, lines: [line], objects, cut: { from: start, to: end, closed: true } });
    expect([found.breaks, found.sent]).toEqual([[], 2_446n]);
  });

  it("is found for a sale without a fee, and for a payout without any line", () => {
    const empty = proof([], new Map(), { amount: 5n });
    expect(told(empty)).toEqual(["sum_differs - 5"]);
  });
});

describe("the time a statement covers", () => {
  it("goes from the end of the one before it, or its own first line, to the end of its last day", () => {
    const lines = [{ on: start + 2 * day }, { on: start + day }];
    expect(cutOf(lines, start, true)).toEqual({ from: start, to: start + 3 * day, closed: true });
    expect(cutOf(lines, undefined, false)).toEqual({ from: start + day, to: start + 3 * day, closed: false });
  });
});

describe("a large payout", () => {
  it("of ten thousand lines is proven in a blink", () => {
    const all = Array.from(
      { length: 10_000 },
      (_, i): Happened => ({
        price: BigInt(1_000 + i),
        fee: 99n,
        partner: 0n,
        on: i % 7,
        refunds: [],
        dispute: "none",
      }),
    );
    const lines = statementOf(all);
    const objects = booksOf(all);
    const before = performance.now();
    expect(proof(lines, objects).breaks).toEqual([]);
    // Generous, for a busy machine: a proof that went over all lines for each line would take minutes.
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
