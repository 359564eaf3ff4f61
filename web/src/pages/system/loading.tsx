import type { UseQueryResult } from "@tanstack/react-query";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** What stands in a card until its answer is there: bars, or what went wrong. Nothing once there is an answer. */
export function Loading({ read }: { readonly read: UseQueryResult<unknown, ApiProblem> }) {
  if (read.data !== undefined) return null;
  if (read.error) return <ErrorNote error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <div className="card-body">
      <Skeleton signs={32} />
    </div>
  );
}
