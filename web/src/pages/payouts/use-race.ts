import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import type { RaceProps } from "../../ui/race.tsx";
import type { Proof } from "./shapes.ts";
import { useMoney } from "./use-money.ts";
import { payoutsWords } from "./words.ts";

/** The race of a proof in words and amounts; undefined without one. */
export function useRace(proof: Proof | null): RaceProps | undefined {
  const w = useWords(payoutsWords);
  const write = useMoney();
  const { lang } = useHere();
  if (!proof) return undefined;
  const steps = proof.race.map(({ step, lines, amount, left }) => ({
    id: step,
    name: w.steps[step](lines),
    amount: write({ amount, currency: proof.currency }),
    left,
  }));
  const parts = new Intl.ListFormat(lang, { type: "unit" }).format(
    steps.map(({ name, amount }) => `${name} ${amount}`),
  );
  return { name: w.raceName(parts), steps };
}
