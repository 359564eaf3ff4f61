import type { MappedColumn, Mapping } from "./mapping.ts";

/** A mapping made fast: where each column lies (−1 = not mapped), and what holds for the whole file. */
export type ReadingPlan = {
  readonly mapping: Mapping;
  readonly at: Readonly<Record<MappedColumn, number>>;
  /** By index of `mapping.kinds`. */
  readonly kindAt: readonly number[];
  readonly currency: string | undefined;
  readonly timeZone: string;
};
