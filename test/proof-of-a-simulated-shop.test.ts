import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGumroadTwin, type GumroadTwin } from "../sandbox/gumroad/create-twin.ts";
import { type Sandbox, serveSandbox } from "../sandbox/serve.ts";
import { presetOpening, presetShop } from "../sandbox/world/presets.ts";
import { createHttp } from "../src/base/egress/create-http.ts";
import { networkTransport } from "../src/base/egress/network-transport.ts";
import { seededRandom } from "../src/base/random.ts";
import { chart } from "../src/domain/books/account.ts";
import { factsOf } from "../src/domain/facts/from-sighting.ts";
import { absorb } from "../src/intake/absorb.ts";
import { addConnection } from "../src/intake/live/connections.ts";
import type { Live } from "../src/intake/live/live.ts";
import { runLook } from "../src/intake/live/run-look.ts";
import { openTestBooks, type TestBooks } from "../src/intake/testing/books.ts";
import { type PayoutGaps, payoutGaps } from "../src/operations/payout-gaps.ts";
import { openProver } from "../src/operations/prove-payout.ts";
import { connector } from "../src/platforms/gumroad/connector.ts";
import { readStatements, replaceStatements, type StatementRow } from "../src/store/statement-line.ts";

const day = 86_400_000;

/** The whole account of a simulated shop, read over real HTTP into books of its own. */
describe.each(["proof", "partners", "eight"])("a simulated shop of two months, seed %s", (seed) => {
  let books: TestBooks;
  let twin: GumroadTwin;
  let sandbox: Sandbox;
  let live: Live;
  const transport = networkTransport({});

  beforeAll(async () => {
    books = await openTestBooks();
    const { store, sealing, clock, ids, book } = books;
    twin = createGumroadTwin({ seed, clock, shop: presetShop("small", presetOpening("small", clock.now())) });
    twin.advance();
    twin.settle();
    sandbox = await serveSandbox({ port: 0, twins: [twin], clock });
    const { sellerId: accountId, token } = twin;
    const named = { book, platform: connector.id, accountId, name: "Shop", credentials: { token } };
    const connection = await store.transaction((tx) =>
      addConnection(tx, sealing, seededRandom(7n), named, { actor: "owner", now: clock.now() }),
    );
    const http = createHttp({
      service: connector.id,
      title: connector.title,
      baseUrl: `${sandbox.url}/${connector.id}${connector.sandboxPath}`,
      sandbox: true,
      limits: [],
      transport,
      clock,
      random: seededRandom(1n),
    });
    const context = { http, credential: () => token, accountId };
    live = { store, sealing, clock, ids, actor: "engine", book, connection, connector, context };
    for (const stream of connector.streams) {
      const [look] = stream.looks;
      if (look === undefined) throw new Error(`${stream.id} is never looked at`);
      expect(await runLook(live, stream, look, { fromTheBeginning: true })).toMatchObject({ ok: true });
    }
  });

  afterAll(async () => {
    await transport.close();
    await sandbox.close();
    await books.store.close();
  });

  const gaps = (): Promise<PayoutGaps> => payoutGaps(books.store, books.book);
  const open = async (): Promise<readonly string[]> =>
    (await gaps()).breaks.map((one) => `${one.kind} ${one.objectKey} ${one.amount}`);

  it("is proved payout by payout, with nothing unexplained and nothing left on the balance", async () => {
    const found = await gaps();
    expect(found.breaks).toEqual([]);
    expect(found).toMatchObject({ withBreaks: 0, withoutStatement: 0, unexplained: new Map([["USD", 0n]]) });
    expect(found.proven).toBeGreaterThan(5);
    expect(await balanceOf(books, chart.balance("gumroad"))).toBe(BigInt(twin.books().balanceCents));
    expect(await balanceOf(books, chart.transit("gumroad"))).toBe(BigInt(-twin.books().totals.payouts));
  });

  it("shows exactly the fee that the books have otherwise", async () => {
    const sold = await someSale();
    const wrong = { kind: "sale" as const, id: sold.objectKey.slice("gumroad/sale/".length) };
    const right = -(sold.fees ?? 0n);
    const fee = async (platform: bigint) => {
      books.clock.advance(day);
      const stamp = { at: books.clock.now(), by: String(platform) };
      const news = factsOf({ ...wrong, fees: { platform } }, stamp, { file: "1", line: 1 });
      const item = { objectKey: sold.objectKey, source: "gumroad", externalId: wrong.id, news };
      await books.store.transaction((tx) => absorb(tx, books.absorbContext(), [item]));
    };
    await fee(right + 7n);
    expect(await open()).toEqual([`fee_model_differs ${sold.objectKey} 7`]);
    await fee(right);
    expect(await open()).toEqual([]);
  });

  it("shows exactly the line that a statement leaves out, or has twice", async () => {
    const sold = await someSale();
    const all = await readStatements(books.store, books.book.id, [sold.payoutKey]);
    const put = (lines: readonly StatementRow[]) =>
      books.store.transaction((tx) => replaceStatements(tx, books.book.id, [sold.payoutKey], lines));
    await put(all.filter((one) => one.line !== sold.line));
    expect(await open()).toEqual([`missing_there ${sold.objectKey} ${-sold.net}`, `sum_differs  ${sold.net}`]);
    await put([...all, { ...sold, line: all.length }]);
    expect(await open()).toEqual([`duplicate_there ${sold.objectKey} ${sold.net}`, `sum_differs  ${-sold.net}`]);
    await put(all);
    expect(await open()).toEqual([]);
  });

  /** A sale that was neither refunded nor disputed and had no partner, in the third payout. */
  async function someSale(): Promise<StatementRow> {
    const { payouts } = await openProver(books.store, books.book);
    const key = payouts.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))[2]?.objectKey ?? "";
    const lines = await readStatements(books.store, books.book.id, [key]);
    const plain = lines.filter(({ objectKey, sort, net }) => {
      const sale = twin.ledger().get(objectKey.slice("gumroad/sale/".length));
      return sort === "sale" && net > 0n && sale?.affiliate === 0;
    });
    const found = plain.find((one) => lines.filter(({ objectKey }) => objectKey === one.objectKey).length === 1);
    if (!found) throw new Error("the payout has no plain sale");
    return found;
  }
});

async function balanceOf({ store, book }: TestBooks, path: string): Promise<bigint> {
  const row = await store.q
    .selectFrom("account")
    .innerJoin("account_balance", "account_balance.account_id", "account.id")
    .select(["dr_posted", "cr_posted"])
    .where("book_id", "=", book.id)
    .where("path", "=", path)
    .where("currency", "=", "USD")
    .executeTakeFirst();
  return row === undefined ? 0n : row.dr_posted - row.cr_posted;
}
