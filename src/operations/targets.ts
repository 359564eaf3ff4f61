import type { Problem } from "../base/problem.ts";
import { fail } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import type { TargetChange, TargetView } from "../insight/targets/pace.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/** The targets in force with pace and likelihood; one for each currency, the home currency first. Empty when switched off. */
export async function showTargets(
  _workplace: Workplace,
  _book: Book,
  _asked: Asked = {},
): Promise<readonly TargetView[]> {
  return fail("not-there-yet", "This is not built yet.");
}

/** Sets or switches off the targets of a currency; audited. Problems: `currency-unknown`, `target-wrong`. */
export async function setTargets(
  _workplace: Workplace,
  _book: Book,
  _change: TargetChange,
): Promise<Result<readonly TargetView[], Problem>> {
  return fail("not-there-yet", "This is not built yet.");
}

/** Switches every target off, the usual ones too; audited. */
export async function dropTargets(_workplace: Workplace, _book: Book): Promise<readonly TargetView[]> {
  return fail("not-there-yet", "This is not built yet.");
}
