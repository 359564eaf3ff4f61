import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Leg } from "../domain/books/txn.ts";
import { hold, release, type SettledLeg, settle } from "./holds.ts";
import { balancesText, draft, legsFromText, memoryBooks, mustPost, type TestBooks } from "./testing/text-books.ts";

let books: TestBooks;
beforeEach(async () => {
  books = await memoryBooks();
  await mustPost(books, [draft("utility ← opening 1000.00 KES; charges ← opening 50.00 KES")]);
  const held = await place("payables ← utility 400.00 KES payment; tariff ← charges 11.00 KES tariff", "held");
  expect(held.ok).toBe(true);
});
afterEach(() => books.store.close());

const place = (legs: string, id: string) =>
  books.store.transaction((tx) => hold(tx, books.command, draft(legs, { id, kind: "payment" })));
const header = (more: object = {}) => {
  const { legs: _, ...rest } = draft("payables ← utility 1.00 KES", { kind: "payment", ...more });
  return rest;
};
const settleHeld = (amounts: readonly SettledLeg[] = [], more: object = {}, heldBy = "held") =>
  books.store.transaction((tx) => settle(tx, books.command, header(more), heldBy, amounts));
const releaseHeld = (more: object = {}, heldBy = "held") =>
  books.store.transaction((tx) => release(tx, books.command, header(more), heldBy));
const assets = () => balancesText(books, { prefix: "assets:" });

describe("a hold", () => {
  it("moves nothing and is shown beside the balance", async () => {
    expect(await assets()).toEqual([
      "assets:mpesa:600123:charges KES 50.00 (held -11.00)",
      "assets:mpesa:600123:utility KES 1000.00 (held -400.00)",
    ]);
  });

  it("counts against what can be held or spent after it", async () => {
    expect(await place("payables ← utility 600.01 KES", "too-much")).toMatchObject({
      ok: false,
      error: { code: "insufficient-funds" },
    });
    expect((await place("payables ← utility 600.00 KES", "rest")).ok).toBe(true);
  });

  it("settled in full is gone and spent", async () => {
    expect((await settleHeld()).ok).toBe(true);
    expect(await assets()).toEqual(["assets:mpesa:600123:charges KES 39.00", "assets:mpesa:600123:utility KES 600.00"]);
  });

  it("settled in part lets the rest go; a leg settled with nothing is let go whole", async () => {
    expect(
      (
        await settleHeld([
          { leg: 0, amount: 150_00n },
          { leg: 1, amount: 0n },
        ])
      ).ok,
    ).toBe(true);
    expect(await assets()).toEqual(["assets:mpesa:600123:charges KES 50.00", "assets:mpesa:600123:utility KES 850.00"]);
  });

  it("released leaves everything as it was", async () => {
    expect((await releaseHeld()).ok).toBe(true);
    expect(await assets()).toEqual([
      "assets:mpesa:600123:charges KES 50.00",
      "assets:mpesa:600123:utility KES 1000.00",
    ]);
  });

  it("is not settled for more than it holds", async () => {
    expect(await settleHeld([{ leg: 0, amount: 400_01n }])).toMatchObject({
      error: { code: "hold-mismatch", sentence: "400.01 KES is to be settled, but only 400.00 KES is held." },
    });
  });

  it("has only the legs it has", async () => {
    expect(await settleHeld([{ leg: 7, amount: 1n }])).toMatchObject({
      error: { sentence: "The txn held holds no leg 7." },
    });
  });

  it.each([
    ["settled", settleHeld],
    ["released", releaseHeld],
  ] as const)("is not %s when nobody placed it", async (_how, end) => {
    expect(await (end === settleHeld ? settleHeld([], {}, "t-none") : releaseHeld({}, "t-none"))).toMatchObject({
      error: { code: "hold-mismatch", sentence: "No txn t-none of this book holds anything." },
    });
  });

  it("ends once: the second end names the first", async () => {
    await settleHeld([], { id: "first-end" });
    for (const again of [await settleHeld(), await releaseHeld()]) {
      expect(again).toMatchObject({
        error: { code: "hold-resolved", sentence: "The hold of held was ended by first-end." },
      });
    }
  });

  it("settled again by the same command is answered with the first txn", async () => {
    const command = header({ idemKey: "settle-held" });
    const twice = () => books.store.transaction((tx) => settle(tx, books.command, command, "held"));
    const first = await twice();
    expect(first).toMatchObject({ ok: true, value: { repeated: false } });
    expect(await twice()).toMatchObject({ ok: true, value: { repeated: true, seq: first.ok ? first.value.seq : 0n } });
  });

  it("ended already is refused to another command, also one with a key", async () => {
    await settleHeld();
    expect(await releaseHeld({ idemKey: "release-held" })).toMatchObject({ error: { code: "hold-resolved" } });
  });

  it("cannot be ended twice within one batch", async () => {
    const { id } = await books.store.q
      .selectFrom("transfer")
      .select("id")
      .where("txn_id", "=", "held")
      .where("leg", "=", 0n)
      .executeTakeFirstOrThrow();
    const [leg] = legsFromText("payables ← utility 1.00 KES payment");
    const ending = (txn: string) => draft([{ ...(leg as Leg), phase: "settle", pendingId: id }], { id: txn });
    await expect(mustPost(books, [ending("a"), ending("b")])).rejects.toThrow("The batch ends the same hold twice.");
  });
});
