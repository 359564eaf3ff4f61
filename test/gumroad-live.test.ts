import { describe, expect, it } from "vitest";
import { seededRandom } from "../src/base/random.ts";
import { addConnection } from "../src/intake/live/connections.ts";
import type { Live } from "../src/intake/live/live.ts";
import type { LookSummary } from "../src/intake/live/look-summary.ts";
import { runLook } from "../src/intake/live/run-look.ts";
import { openTestBooks } from "../src/intake/testing/books.ts";
import { connector } from "../src/platforms/gumroad/connector.ts";
import { answering, sellerId, token } from "../src/platforms/gumroad/testing/shop.ts";
import { withConnection } from "../src/spec/testing/connection.ts";

/** Looks at every list once, from the beginning, as the engine does. */
async function lookAtAll(live: Live): Promise<readonly LookSummary[]> {
  const summaries: LookSummary[] = [];
  for (const stream of connector.streams) {
    const [look] = stream.looks;
    if (look === undefined) throw new Error(`${stream.id} is never looked at`);
    const summary = await runLook(live, stream, look, { fromTheBeginning: true });
    if (!summary.ok) throw new Error(summary.error.sentence);
    summaries.push(summary.value);
  }
  return summaries;
}

/** Connects the recorded shop to books of its own. */
async function withShop(use: (live: Live) => Promise<void>): Promise<void> {
  const books = await openTestBooks();
  const { store, sealing, clock, ids, book } = books;
  const named = { book, platform: connector.id, accountId: sellerId, name: "Mopul Studio", credentials: { token } };
  const connection = await store.transaction((tx) =>
    addConnection(tx, sealing, seededRandom(7n), named, { actor: "owner", now: clock.now() }),
  );
  const credentials = { token };
  await withConnection(connector, answering(), { credentials, accountId: sellerId }, ({ context }) =>
    use({ store, sealing, clock, ids, actor: "engine", book, connection, connector, context }),
  );
  await store.close();
}

describe("a Gumroad shop that is looked at", () => {
  it("comes into the books whole", () =>
    withShop(async (live) => {
      const told = (await lookAtAll(live)).map(({ stream, records, quarantined }) => ({
        stream,
        records,
        quarantined,
      }));
      expect(told).toEqual([
        { stream: "products", records: 3, quarantined: 0 },
        { stream: "sales", records: 19, quarantined: 0 },
        { stream: "payouts", records: 7, quarantined: 0 },
      ]);
    }));

  // Records are remembered by the object they speak of first: a sale and its line in a payout take turns being news.
  it("says nothing new when it is looked at again", () =>
    withShop(async (live) => {
      await lookAtAll(live);
      const again = await lookAtAll(live);
      expect(again).toEqual(again.map((summary) => ({ ...summary, fresh: 0, changed: 0 })));
    }));
});
