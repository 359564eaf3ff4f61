import type { Tone } from "../../ui/state-chip.tsx";
import { states } from "./sales-filter.ts";
import type { Sale } from "./shapes.ts";
import type { Words } from "./words.en.ts";

/** What a sale's state means for the owner: only what is at risk or wants somebody stands out. */
export function stateTone(status: string): Tone {
  if (status === "disputed" || status === "lost") return "brick";
  return status === "incomplete" ? "oak" : "plain";
}

/** The state in a word or two. */
export function stateName({ status, nature }: Pick<Sale, "status" | "nature">, w: Words): string {
  if (nature !== "sale") return w.natures[nature];
  const known = states.find((state) => state === status);
  return known ? w.states[known] : status;
}
