import type { OpenJobs } from "./jobs-bench.ts";
import { lineLaws } from "./line-laws.ts";
import { loopLaws } from "./loop-laws.ts";
import { scheduleLaws } from "./schedule-laws.ts";
import { takeOverLaws } from "./take-over-laws.ts";
import { tryLaws } from "./try-laws.ts";

/** What durable work must hold, whatever line it stands on. Every implementation of `Jobs` runs it. */
export function jobsSuite(engine: string, open: OpenJobs): void {
  lineLaws(engine, open);
  tryLaws(engine, open);
  takeOverLaws(engine, open);
  scheduleLaws(engine, open);
  loopLaws(engine, open);
}
