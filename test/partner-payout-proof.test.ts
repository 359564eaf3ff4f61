import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenTwin, openTwin } from "../sandbox/testing/open-twin.ts";
import { createHttp } from "../src/base/egress/create-http.ts";
import { networkTransport } from "../src/base/egress/network-transport.ts";
import { seededRandom } from "../src/base/random.ts";
import { addConnection } from "../src/intake/live/connections.ts";
import type { Live } from "../src/intake/live/live.ts";
import { runLook } from "../src/intake/live/run-look.ts";
import { openTestBooks, type TestBooks } from "../src/intake/testing/books.ts";
import { payoutGaps } from "../src/operations/payout-gaps.ts";
import { connector } from "../src/platforms/gumroad/connector.ts";
import { ourSide, platformSide } from "./support/platform-books.ts";

/** What happens to a sale of 29.00 with a partner's part of 2.90; `look` reads the shop, `settle` pays out. */
type Step = "dispute" | "win" | "refund" | "look" | "settle" | "another day" | `refund ${number}` | "turn back";

const day = 86_400_000;

describe("the payouts of a sale with a partner are proved to the cent after", () => {
  let open: OpenTwin;
  let books: TestBooks;
  const transport = networkTransport({});

  beforeEach(async () => {
    [open, books] = await Promise.all([openTwin(), openTestBooks()]);
    books.clock.advance(open.clock.now() - books.clock.now());
  });
  afterEach(async () => {
    await books.store.close();
    await open[Symbol.asyncDispose]();
  });

  // biome-ignore format: one story to a line, so that the cases read as a table
  it.each([
    ["a dispute won, then a full refund", ["dispute", "win", "refund"]],
    ["the same, paid out after each", ["settle", "dispute", "settle", "win", "settle", "refund"]],
    ["the same, on days of their own", ["dispute", "another day", "win", "another day", "refund"]],
    ["a dispute won, then a partial refund", ["dispute", "win", "refund 333"]],
    ["the same partial refund, paid out after each", ["dispute", "settle", "win", "settle", "refund 333"]],
    ["a partial refund, a dispute won, and all the rest refunded", ["refund 333", "dispute", "win", "refund 500", "refund"]],
    ["the same rest, paid out after each", ["refund 333", "settle", "dispute", "settle", "win", "settle", "refund 500", "settle", "refund"]],
    ["equal refunds before a dispute and after it was won", ["refund 400", "dispute", "win", "refund 400"]],
    ["two equal partial refunds of one payout", ["refund 400", "refund 400"]],
    ["two equal partial refunds in two payouts of one day", ["refund 400", "settle", "refund 400"]],
    ["three, each in a payout of its own", ["refund 400", "settle", "refund 400", "settle", "refund 400"]],
    ["two equal ones on two days", ["refund 400", "settle", "another day", "refund 400"]],
    ["a refund whose payout came back and was paid again", ["refund 400", "settle", "turn back", "settle"]],
    ["the same, with an equal refund in between", ["refund 400", "settle", "turn back", "refund 400", "settle"]],
  ] as [string, Step[]][])("%s", async (_, steps) => {
    const soldIn = await open.door("POST", "sale", { affiliate: true });
    const id: string = soldIn.json.sale.id;
    const live = await connected();
    for (const step of steps) {
      await happen(step, id);
      await lookAtAll(live);
    }
    await happen("settle", id);
    await lookAtAll(live);
    const { breaks, unexplained } = await payoutGaps(books.store, books.book);
    expect(breaks.map((one) => one.sentence)).toEqual([]);
    expect(unexplained).toEqual(new Map([["USD", 0n]]));
    expect(await ourSide(books.store)).toEqual(platformSide(open.twin));
  });

  it.each([1n, 2n, 3n, 4n])("whatever happens to some sales, one after the other (seed %s)", async (seed) => {
    const random = seededRandom(seed);
    const below = (n: number): number => Number(Buffer.from(random.bytes(6)).readUIntBE(0, 6) % n);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push((await open.door("POST", "sale", { affiliate: true })).json.sale.id);
    const live = await connected();
    const doors = ["refund", "refund", "refund", "dispute", "win", "settle", "sale"];
    for (let n = 0; n < 30; n++) {
      const name = doors[below(doors.length)] ?? "";
      const amount = below(6) > 0 ? { amount: 100 + 111 * below(3) } : {};
      // It may say no: a sale is refunded already, a dispute is won already.
      await open.door("POST", name, { id: ids[below(3)], ...(name === "refund" ? amount : {}) });
      if (below(9) === 0) await happen("another day", "");
      if (below(3) === 0) await lookAtAll(live);
    }
    for (let n = 0; n < 5; n++) await open.door("POST", "sale", {});
    await happen("settle", "");
    await lookAtAll(live);
    expect((await payoutGaps(books.store, books.book)).breaks.map((one) => one.sentence)).toEqual([]);
    expect(await ourSide(books.store)).toEqual(platformSide(open.twin));
  });

  /** A further sale keeps the payout above nothing, whatever is taken back in it. */
  async function happen(step: Step, id: string): Promise<void> {
    const [what, amount] = step.split(" ");
    if (step === "another day") {
      open.clock.advance(day);
      books.clock.advance(day);
    } else if (step === "turn back") {
      const { json } = await open.get("/v2/payouts?include_upcoming=false");
      expect((await open.door("POST", "payout", { id: json.payouts[0].id, status: "returned" })).status).toBe(200);
    } else {
      if (what === "settle") await open.door("POST", "sale", {});
      const body = amount === undefined ? { id } : { id, amount: Number(amount) };
      expect((await open.door("POST", what ?? "", body)).status).toBe(200);
    }
  }

  async function connected(): Promise<Live> {
    const { store, sealing, clock, ids, book } = books;
    const { sellerId: accountId, token } = open.twin;
    const named = { book, platform: connector.id, accountId, name: "Shop", credentials: { token } };
    const connection = await store.transaction((tx) =>
      addConnection(tx, sealing, seededRandom(7n), named, { actor: "owner", now: clock.now() }),
    );
    const http = createHttp({
      service: connector.id,
      title: connector.title,
      baseUrl: `${open.served.url}/${connector.id}${connector.sandboxPath}`,
      sandbox: true,
      limits: [],
      transport,
      clock,
      random: seededRandom(1n),
    });
    const context = { http, credential: () => token, accountId };
    return { store, sealing, clock, ids, actor: "engine", book, connection, connector, context };
  }

  async function lookAtAll(live: Live): Promise<void> {
    books.clock.advance(1_000);
    for (const stream of connector.streams) {
      const [look] = stream.looks;
      if (look === undefined) throw new Error(`${stream.id} is never looked at`);
      expect(await runLook(live, stream, look, { fromTheBeginning: true })).toMatchObject({ ok: true });
    }
  }
});
