import { keptStore } from "../../lib/state/kept.ts";
import type { Store } from "../../lib/state/store.ts";

export type FirstStep = "number" | "approve" | "proof";

/** How far somebody is on the first path: `looking` once they chose to look around, `away` for good. */
export type FirstPath = { readonly looking: boolean; readonly away: boolean; readonly done: readonly FirstStep[] };

const begin: FirstPath = { looking: false, away: false, done: [] };
const steps: readonly FirstStep[] = ["number", "approve", "proof"];
const kept = new Map<string, Store<FirstPath>>();

/** The path of one person, kept in this browser; that it is away is kept with her preferences too. */
export function pathOf(person: string): Store<FirstPath> {
  const known = kept.get(person);
  if (known) return known;
  const store = keptStore<FirstPath>(`first-path.${person}`, begin, read);
  kept.set(person, store);
  return store;
}

export function markDone(person: string, step: FirstStep): void {
  const store = pathOf(person);
  const now = store.get();
  if (!now.done.includes(step)) store.set({ ...now, done: [...now.done, step] });
}

function read(value: unknown): FirstPath | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const one = value as Partial<Record<keyof FirstPath, unknown>>;
  const done = Array.isArray(one.done) ? steps.filter((step) => (one.done as readonly unknown[]).includes(step)) : [];
  return { looking: one.looking === true, away: one.away === true, done };
}
