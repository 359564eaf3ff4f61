import type { InfiniteData, QueryClient } from "@tanstack/react-query";

/** One page of a list as the API answers it; `next` is the cursor of the following one. */
export type PageOf<T> = { readonly items: readonly T[]; readonly next?: string | null };

type Pages<P> = InfiniteData<P, string | undefined>;

/** How many pages of news are read before the list begins anew at its top. */
const newsMax = 4;

/**
 * Reads one page of a list that is newest first. When all of a list is read again, only its first page is asked for:
 * what came is put before what is there, and the pages after it stay as they are, however many one has scrolled through.
 * Where more than some pages of news came, the list begins anew with those.
 */
export function keepingPages<T, P extends PageOf<T>>(
  fetchPage: (after: string | undefined, signal: AbortSignal) => Promise<P>,
): (asked: {
  readonly client: QueryClient;
  readonly queryKey: readonly unknown[];
  readonly pageParam: string | undefined;
  readonly signal: AbortSignal;
}) => Promise<P> {
  /** The pages that this reading has asked for; another reading has another signal. */
  const read = new WeakMap<AbortSignal, P[]>();
  return async ({ client, queryKey, pageParam, signal }) => {
    const old = client.getQueryData<Pages<P>>(queryKey);
    const place = old?.pageParams.indexOf(pageParam) ?? -1;
    const kept = old?.pages[place];
    if (place > 0 && kept) return kept;
    const fresh = await fetchPage(pageParam, signal);
    if (!old) return fresh;
    const page = joined<T, P>(fresh, old.pages);
    if (page) return page;
    const own = [...(read.get(signal) ?? []), fresh];
    read.set(signal, own);
    // One more page at the end of the list is no news.
    if (own.length === newsMax && old.pages.length > newsMax) void beginAnew(client, queryKey, own);
    return fresh;
  };
}

/** `fresh` with what was known to follow its last item; undefined where none of the old pages has that item. */
function joined<T, P extends PageOf<T>>(fresh: P, old: readonly P[]): P | undefined {
  const last = fresh.items.at(-1);
  if (last === undefined || !fresh.next) return fresh;
  for (const same of [(item: T) => JSON.stringify(item), nameOf]) {
    const name = same(last);
    for (const page of old) {
      const at = page.items.findLastIndex((item) => same(item) === name);
      if (at >= 0) return { ...fresh, items: [...fresh.items, ...page.items.slice(at + 1)], next: page.next ?? null };
    }
  }
  return undefined;
}

/** What stays the same when something about an item changes. */
function nameOf(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return item;
  if ("key" in item) return item.key;
  return "id" in item ? item.id : JSON.stringify(item);
}

async function beginAnew<P extends PageOf<unknown>>(
  client: QueryClient,
  queryKey: readonly unknown[],
  pages: readonly P[],
): Promise<void> {
  await client.cancelQueries({ queryKey, exact: true });
  const pageParams = [undefined, ...pages.slice(0, -1).map(({ next }) => next ?? undefined)];
  client.setQueryData<Pages<P>>(queryKey, { pages: [...pages], pageParams });
}
