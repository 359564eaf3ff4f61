import { engineHolder } from "../store/installation-lock.ts";
import type { Workplace } from "./workplace.ts";

/** Whether an engine is at work on the same data directory. */
export function engineRuns({ installation }: Workplace): boolean {
  return engineHolder(installation.dataDir) !== undefined;
}
