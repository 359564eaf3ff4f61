import { createEmbeddedJobs } from "./embedded-jobs.ts";
import type { Jobs } from "./jobs.ts";
import type { JobsOptions } from "./parts.ts";

/** Durable work on an open store. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  return createEmbeddedJobs(options);
}
