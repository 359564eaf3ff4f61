import { nearest } from "../../base/nearest.ts";
import { fail } from "../../base/problem.ts";
import type { Handle } from "../../store/handle.ts";
import { listStrategies, type StrategyRow } from "../../store/strategy.ts";

/** The strategy of this id. Throws the problem `unknown-strategy` when there is none. */
export async function findStrategy(handle: Handle, id: string): Promise<StrategyRow> {
  const rows = (await listStrategies(handle)).filter(({ gone }) => !gone);
  const found = rows.find((row) => row.id === id);
  if (found) return found;
  const ids = rows.map((row) => row.id);
  const meant = nearest(id, ids);
  return fail("unknown-strategy", `There is no strategy "${id.slice(0, 60)}".`, {
    kept: "Nothing was changed.",
    fix: meant === undefined ? `There are: ${ids.join(", ")}.` : `Did you mean "${meant}"?`,
  });
}
