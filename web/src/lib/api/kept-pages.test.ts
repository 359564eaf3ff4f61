import { type InfiniteData, InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { keepingPages, type PageOf } from "./kept-pages.ts";

type Row = { readonly key: string; readonly state: string };
type RowPage = PageOf<Row> & { readonly count: number };

const rowsOf = (from: number, to: number): Row[] =>
  Array.from({ length: from - to + 1 }, (_, i) => ({ key: `s${from - i}`, state: "paid" }));

/** A list of three rows a page, newest first, that says what was asked of it. */
async function openList(rows: Row[], pagesRead: number) {
  const asked: (string | undefined)[] = [];
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const fetchPage = async (after: string | undefined): Promise<RowPage> => {
    asked.push(after);
    const begin = after === undefined ? 0 : rows.findIndex(({ key }) => key === after) + 1;
    const items = rows.slice(begin, begin + 3);
    const isLast = begin + 3 >= rows.length;
    return { items, next: isLast ? null : (items.at(-1)?.key ?? null), count: rows.length };
  };
  const queryKey = ["/sales", {}, "pages"];
  const observer = new InfiniteQueryObserver<
    RowPage,
    Error,
    InfiniteData<RowPage>,
    readonly unknown[],
    string | undefined
  >(client, {
    queryKey,
    queryFn: keepingPages<Row, RowPage>(fetchPage),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const leave = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult().isSuccess).toBe(true));
  for (let i = 1; i < pagesRead; i++) await observer.fetchNextPage();
  asked.length = 0;
  const shown = () =>
    observer
      .getCurrentResult()
      .data?.pages.flatMap(({ items }) => items)
      .map(({ key }) => key);
  const refresh = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey }).catch(() => undefined);
    await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  };
  return { rows, asked, observer, shown, refresh, close: leave };
}

let list: Awaited<ReturnType<typeof openList>>;
afterEach(() => list.close());

const keys = (from: number, to: number) => rowsOf(from, to).map(({ key }) => key);

describe("a long list that changes while it is shown", () => {
  it("asks for its first page only, and shows the new rows above all that was read", async () => {
    list = await openList(rowsOf(3_000, 1), 400);
    list.rows.unshift(...rowsOf(3_002, 3_001));
    await list.refresh();
    expect(list.asked).toEqual([undefined]);
    expect(list.shown()).toEqual(keys(3_002, 1_801));
    expect(list.observer.getCurrentResult().data?.pages[0]?.count).toBe(3_002);
  });

  it("goes on at its end where it was, after news and without it", async () => {
    list = await openList(rowsOf(30, 1), 4);
    list.rows.unshift(...rowsOf(32, 31));
    await list.refresh();
    await list.refresh();
    await list.observer.fetchNextPage();
    expect(list.asked).toEqual([undefined, undefined, "s19"]);
    expect(list.shown()).toEqual(keys(32, 16));
  });

  it("shows what changed about a row at the top, also about the one where new and old meet", async () => {
    list = await openList(rowsOf(30, 1), 4);
    list.rows.splice(0, 3, ...rowsOf(30, 28).map((row) => ({ ...row, state: "refunded" })));
    await list.refresh();
    expect(list.asked).toEqual([undefined]);
    expect(list.shown()).toEqual(keys(30, 19));
    const first = list.observer.getCurrentResult().data?.pages[0]?.items;
    expect(first?.map(({ state }) => state)).toEqual(["refunded", "refunded", "refunded"]);
  });

  it("reads on until news meets what it knows", async () => {
    list = await openList(rowsOf(30, 1), 8);
    list.rows.unshift(...rowsOf(37, 31));
    await list.refresh();
    expect(list.asked).toEqual([undefined, "s35", "s32"]);
    expect(list.shown()?.slice(0, 20)).toEqual(keys(37, 18));
  });

  it("begins anew after a flood, without reading all of it", async () => {
    list = await openList(rowsOf(30, 1), 8);
    list.rows.unshift(...rowsOf(5_000, 31));
    await list.refresh();
    await vi.waitFor(() => expect(list.shown()).toEqual(keys(5_000, 4_989)));
    expect(list.asked).toHaveLength(4);
    await list.observer.fetchNextPage();
    expect(list.shown()).toEqual(keys(5_000, 4_986));
  });

  it("ends where the list now ends", async () => {
    list = await openList(rowsOf(30, 1), 8);
    list.rows.splice(0, 28);
    await list.refresh();
    expect(list.shown()).toEqual(["s2", "s1"]);
    expect(list.observer.getCurrentResult().hasNextPage).toBe(false);
  });
});
