import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiProblem } from "../api/problem.ts";
import { useBook } from "../route/address.ts";
import { askAuth } from "./ask-auth.ts";

/** The owner's own book whose people are meant: the demo shop has none. */
export function useHomeBook(): string {
  const book = useBook();
  return book === "demo" ? "main" : book;
}

/** Reads what lies below `/api/auth` for the open book. */
export function useAuth<T>(path: string): UseQueryResult<T, ApiProblem> {
  const book = useHomeBook();
  return useQuery<T, ApiProblem>({
    queryKey: ["auth", path, book],
    queryFn: () => askAuth<T>(path, { book }),
    meta: { topics: [] },
  });
}

/** Reads again whatever is shown and begins with one of these paths; "auth" for people and ways in. */
export function useRefresh(): (...paths: readonly string[]) => void {
  const client = useQueryClient();
  return (...paths) => {
    void client.invalidateQueries({
      predicate: ({ queryKey }) => paths.some((path) => String(queryKey[0]).startsWith(path)),
    });
  };
}
