import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useBook } from "../route/address.ts";
import type { ApiProblem } from "./problem.ts";
import { refreshTopics, type Topic } from "./queries.ts";
import { type Answer, type Ask, ask } from "./request.ts";

export type WriteOptions<I, T> = {
  /** What it changes: read again once it is done, without waiting for the live connection. */
  readonly topics: readonly Topic[];
  /** `none` for what belongs to no book. */
  readonly scope?: "book" | "none";
  readonly onDone?: (data: T, input: I) => void;
};

/**
 * A change: `const approve = useWrite<Input, Action>((i) => ({ method: "POST", path: `/actions/${i.id}/approve`, body: i }), { topics: ["inbox"] })`,
 * then `approve.mutate(input)`. Each press gets one idempotency key. `approve.error` is an `ApiProblem` with `fields`.
 */
export function useWrite<I, T = unknown>(
  make: (input: I) => { readonly path: string } & Pick<Ask, "method" | "query" | "body" | "ifMatch" | "idempotencyKey">,
  options: WriteOptions<I, T>,
): UseMutationResult<Answer<T>, ApiProblem, I> {
  const client = useQueryClient();
  const book = useBook();
  return useMutation<Answer<T>, ApiProblem, I>({
    mutationFn: (input) => {
      const { path, query, ...rest } = make(input);
      const place = options.scope === "none" ? {} : { book };
      return ask<T>(path, { method: "POST", ...rest, query: { ...place, ...query } });
    },
    onSuccess: (answer, input) => {
      refreshTopics(client, options.topics);
      options.onDone?.(answer.data, input);
    },
  });
}
