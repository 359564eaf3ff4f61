import { formatMinor } from "../domain/money/money.ts";
import type { Period } from "../insight/report/report.ts";
import type { Book } from "../store/book.ts";
import { type ListedProduct, listedProducts } from "../store/listed-product.ts";
import { productNames } from "../store/product.ts";
import { type ProductSum, productSums } from "../store/product-sums.ts";
import type { Workplace } from "./workplace.ts";

/** One product at one platform. Moments ISO UTC. */
export type Listing = {
  readonly platform: string;
  /** The id that sales name it by. */
  readonly id: string;
  /** "sold": no platform lists it, sales name it. */
  readonly state: "published" | "draft" | "deleted" | "sold";
  /** Null where the buyer names the price, it depends on the choice, or no platform lists it. */
  readonly price: { readonly amount: string; readonly currency: string } | null;
  readonly url: string;
  /** In the book's currency. */
  readonly month: { readonly amount: string; readonly sales: number };
  readonly all: { readonly amount: string; readonly sales: number };
};

/** One product, wherever it is sold: what platforms list under one name is taken for one product. */
export type ProductShown = {
  /** Its address: the platform and id of its first listing. */
  readonly platform: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly month: { readonly amount: string; readonly sales: number };
  readonly all: { readonly amount: string; readonly sales: number };
  readonly listings: readonly Listing[];
};

type Part = Listing & { readonly name: string; readonly type: string; readonly net: bigint; readonly allNet: bigint };

/** Every product of a book, what earned most in the period first. */
export async function productGroups(
  { store }: Pick<Workplace, "store">,
  book: Book,
  period: Period,
): Promise<readonly ProductShown[]> {
  const listed = await listedProducts(store, book.id);
  const names = await productNames(store, book.id);
  const month = byProduct(await productSums(store, book.id, period), book.homeCurrency);
  const all = byProduct(await productSums(store, book.id), book.homeCurrency);
  const parts = new Map<string, Part>();
  const put = (platform: string, id: string, rest: Pick<Part, "state" | "price" | "url" | "name" | "type">): void => {
    const key = `${platform}/${id}`;
    const [now, ever] = [month.get(key) ?? nothing, all.get(key) ?? nothing];
    const sum = ({ net, sales }: Sum) => ({ amount: formatMinor(net, book.homeCurrency), sales: Number(sales) });
    parts.set(key, { platform, id, ...rest, month: sum(now), all: sum(ever), net: now.net, allNet: ever.net });
  };
  for (const one of listed) put(one.source, one.productId, { ...listingOf(one), name: one.name, type: one.type });
  for (const [key, name] of names) {
    const at = key.indexOf("/");
    const [platform, id] = [key.slice(0, at), key.slice(at + 1)];
    if (id !== "" && !parts.has(key)) put(platform, id, { state: "sold", price: null, url: "", name, type: "" });
  }
  const groups = Map.groupBy(parts.values(), ({ name }) => name.trim().toLowerCase());
  return [...groups.values()]
    .map((group) => groupOf(group, book.homeCurrency))
    .sort(byEarned)
    .map(({ shown }) => shown);
}

type Sum = { readonly net: bigint; readonly sales: bigint };
const nothing: Sum = { net: 0n, sales: 0n };

/** Amounts of the home currency; sales of every one. */
function byProduct(sums: readonly ProductSum[], home: string): ReadonlyMap<string, Sum> {
  const out = new Map<string, Sum>();
  for (const { source, productId, currency, net, sales } of sums) {
    const key = `${source}/${productId}`;
    const known = out.get(key) ?? nothing;
    out.set(key, { net: known.net + (currency === home ? net : 0n), sales: known.sales + sales });
  }
  return out;
}

type Group = { readonly shown: ProductShown; readonly net: bigint; readonly allNet: bigint };

const stateRanks = { published: 0, draft: 1, sold: 2, deleted: 3 } as const;

function groupOf(parts: readonly Part[], currency: string): Group {
  const inOrder = [...parts].sort(
    (a, b) => stateRanks[a.state] - stateRanks[b.state] || (a.platform < b.platform ? -1 : 1),
  );
  const [first] = inOrder;
  const net = parts.reduce((sum, part) => sum + part.net, 0n);
  const allNet = parts.reduce((sum, part) => sum + part.allNet, 0n);
  const sales = (of: "month" | "all"): number => parts.reduce((sum, part) => sum + part[of].sales, 0);
  const shown: ProductShown = {
    platform: first?.platform ?? "",
    id: first?.id ?? "",
    name: first?.name ?? "",
    type: first?.type ?? "",
    month: { amount: formatMinor(net, currency), sales: sales("month") },
    all: { amount: formatMinor(allNet, currency), sales: sales("all") },
    listings: inOrder.map(({ net: _net, allNet: _all, name: _name, type: _type, ...listing }) => listing),
  };
  return { shown, net, allNet };
}

function byEarned(a: Group, b: Group): number {
  if (a.net !== b.net) return a.net > b.net ? -1 : 1;
  if (a.allNet !== b.allNet) return a.allNet > b.allNet ? -1 : 1;
  return a.shown.name < b.shown.name ? -1 : 1;
}

function listingOf({ state, price, currency, url }: ListedProduct): Pick<Listing, "state" | "price" | "url"> {
  return { state, price: price === undefined ? null : { amount: formatMinor(price, currency), currency }, url };
}
