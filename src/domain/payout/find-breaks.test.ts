import { describe, expect, it } from "vitest";
import type { Sighting } from "../facts/sighting.ts";
import {
  booked,
  booksOf,
  day,
  end,
  type Happened,
  net,
  proof,
  start,
  statementOf,
  told,
} from "../testing/shop-week.ts";
import type { BookedObject } from "./booked-object.ts";
import { type Proof, provePayout } from "./prove-payout.ts";
import type { StatedLine } from "./stated-line.ts";

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

  it("knows the refund that is listed twice among equal ones of other days", () => {
    const part = { amount: 500n, feeBack: 0n, partnerBack: 0n };
    const twice: Happened = { ...sold, refunds: [0, 1].map((after) => ({ ...part, after })) };
    const lines = statementOf([twice]);
    const again = { ...(lines[1] as StatedLine), line: 3 };
    expect(told(proof([...lines, again], booksOf([twice])))).toEqual(["duplicate_there shop/sale/0 -500"]);
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
