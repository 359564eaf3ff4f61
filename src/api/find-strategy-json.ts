import type { z } from "zod";
import { findStrategy } from "../agent/runtime/find-strategy.ts";
import { strategyStatus } from "../agent/runtime/strategy-status.ts";
import { assert } from "../base/assert.ts";
import { strategyWork } from "../operations/strategy-board.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { Book } from "../store/book.ts";
import type { strategy } from "./contract/strategies.ts";
import { strategyJson } from "./render/strategy-json.ts";

/** One strategy as the API gives it. Throws `unknown-strategy`. */
export async function findStrategyJson(
  workplace: Workplace,
  book: Book,
  id: string,
): Promise<z.infer<typeof strategy>> {
  const row = await findStrategy(workplace.store, id);
  const status = (await strategyStatus(workplace.store)).find((one) => one.id === row.id);
  assert(status !== undefined, "what was found is in the list");
  return strategyJson(status, (await strategyWork(workplace, book))(row.id));
}
