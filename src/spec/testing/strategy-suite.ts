import { describe, expect, it } from "vitest";
import type { KnownHistory } from "./known-history.ts";
import { type AnyStrategy, strategyLaws } from "./strategy-laws.ts";

/** The suite that every strategy passes; call it with each of its histories. */
export function conformStrategy(strategy: AnyStrategy, history: KnownHistory): void {
  describe(`${strategy.title}, as ${history.title}`, () => {
    for (const law of strategyLaws(strategy, history)) it(law.title, () => expect(law.broken()).toBeUndefined());
  });
}
