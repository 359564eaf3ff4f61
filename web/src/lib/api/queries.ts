import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem.ts";

/** What a figure may depend on: the engine names the topics that changed, and what shows them is read again. */
export type Topic = "sales" | "payouts" | "products" | "inbox" | "platforms" | "jobs" | "alerts" | "switches" | "books";

/** Whether asking again may help: not for what the engine refused, once for what it could not do just then. */
export function worthAnotherTry(failures: number, error: Error): boolean {
  if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) return false;
  return failures < 2;
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: worthAnotherTry,
        // Changes are told by the live connection; without it, a figure is read again when looked at after this long.
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        // A server on the owner's own machine is there also without the internet.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** Reads again, in the background, everything that is shown and depends on one of `topics`; empty means everything. */
export function refreshTopics(client: QueryClient, topics: readonly string[]): void {
  void client.invalidateQueries({
    predicate: ({ meta }) => {
      const own = meta?.["topics"];
      return topics.length === 0 || !Array.isArray(own) || own.some((topic) => topics.includes(String(topic)));
    },
  });
}
