import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useHasPast } from "../pages/pages.ts";
import { useAsOf, useBook, useIsBookKnown } from "../route/address.ts";
import { keepingPages, type PageOf } from "./kept-pages.ts";
import type { ApiProblem } from "./problem.ts";
import type { Topic } from "./queries.ts";
import { type Ask, ask } from "./request.ts";

export type Read = {
  readonly query?: Ask["query"];
  /** What this depends on: it is read again when one of them changes. */
  readonly topics: readonly Topic[];
  /** False while something it needs is not known yet. */
  readonly enabled?: boolean;
  /** `none` for what belongs to no book (people, jobs, switches): neither book nor moment is sent. */
  readonly scope?: "book" | "none";
  /** Keeps showing the last answer while a filter's next one comes. */
  readonly keepLast?: boolean;
};

type Place = { readonly book?: string; readonly asOf?: string };

/** The moment is sent only by pages that can be read as of one: others show how things are now, and say so. */
function usePlace(scope: Read["scope"]): Place {
  const book = useBook();
  const [asOf] = useAsOf();
  const hasPast = useHasPast();
  if (scope === "none") return {};
  return asOf === undefined || !hasPast ? { book } : { book, asOf };
}

/**
 * Reads `path` of the API for the open book and moment: `useRead<Sale>("/sales/S-1", { topics: ["sales"] })`.
 * The answer stays fresh by itself through the live connection.
 */
export function useRead<T>(path: string, read: Read): UseQueryResult<T, ApiProblem> {
  const place = usePlace(read.scope);
  const isPlaceKnown = useIsBookKnown() || read.scope === "none";
  const query = { ...place, ...read.query };
  return useQuery<T, ApiProblem>({
    queryKey: [path, query],
    queryFn: async ({ signal }) => (await ask<T>(path, { query, signal })).data,
    enabled: isPlaceKnown && (read.enabled ?? true),
    meta: { topics: read.topics },
    // The past does not change.
    ...(place.asOf === undefined ? {} : { staleTime: Number.POSITIVE_INFINITY }),
    ...(read.keepLast ? { placeholderData: keepPreviousData } : {}),
  });
}

/**
 * Reads a list that is newest first, page after page: `data.pages`, `fetchNextPage()`, `hasNextPage`.
 * News comes into the first page; pages after it stay as they were read.
 */
export function useReadPages<T, P extends PageOf<T> = PageOf<T>>(
  path: string,
  read: Read,
): UseInfiniteQueryResult<InfiniteData<P>, ApiProblem> {
  const place = usePlace(read.scope);
  const isPlaceKnown = useIsBookKnown() || read.scope === "none";
  const query = { ...place, ...read.query };
  return useInfiniteQuery<P, ApiProblem, InfiniteData<P>, readonly unknown[], string | undefined>({
    queryKey: [path, query, "pages"],
    queryFn: keepingPages<T, P>(
      async (after, signal) => (await ask<P>(path, { query: { ...query, after }, signal })).data,
    ),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: isPlaceKnown && (read.enabled ?? true),
    meta: { topics: read.topics },
    ...(read.keepLast ? { placeholderData: keepPreviousData } : {}),
  });
}
