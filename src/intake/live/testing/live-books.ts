import type { Http } from "../../../base/egress/http.ts";
import { seededRandom } from "../../../base/random.ts";
import { err } from "../../../base/result.ts";
import { trialBalance } from "../../../ledger/balances.ts";
import type { Store } from "../../../store/handle.ts";
import { openTestBooks, type TestBooks } from "../../testing/books.ts";
import { addConnection } from "../connections.ts";
import type { Live } from "../live.ts";
import { type FakeShop, fakeShop, shopId } from "./fake-shop.ts";

/** Books with one shop connected to them. */
export type LiveBooks = { readonly books: TestBooks; readonly shop: FakeShop; readonly live: Live };

export const noNetwork: Http = {
  call: async () => err({ kind: "fatal", code: "no-network", sentence: "There is no network here." }),
  quota: () => [],
};

/** Connects a shop to books. */
export async function connectShop(books: TestBooks, shop: FakeShop, account = "me"): Promise<Live> {
  const { store, sealing, clock, ids, book } = books;
  const connection = await store.transaction((tx) =>
    addConnection(
      tx,
      sealing,
      seededRandom(BigInt(account.length)),
      { book, platform: shopId, accountId: account, name: "My shop", credentials: { token: "s3cret" } },
      { actor: "owner", now: clock.now() },
    ),
  );
  const context = { http: noNetwork, credential: () => "s3cret", accountId: account };
  return { store, sealing, clock, ids, actor: "engine", book, connection, connector: shop.connector, context };
}

export async function openLiveBooks(pageSize?: number): Promise<LiveBooks> {
  const books = await openTestBooks();
  const shop = fakeShop(books.clock.now, pageSize);
  return { books, shop, live: await connectShop(books, shop) };
}

/** The same work on another store: one that fails where a test wants it to. */
export function onStore(live: Live, store: Store): Live {
  return { ...live, store };
}

/** What the books hold, account by account, as one text: equal books, equal bytes. */
export async function balancesText({ store, book }: Pick<TestBooks, "store" | "book">): Promise<string> {
  const all = await trialBalance(store, book.id);
  return all
    .flatMap(({ accounts }) => accounts)
    .map(({ path, currency, posted }) => `${path} ${posted} ${currency}`)
    .sort()
    .join("\n");
}
