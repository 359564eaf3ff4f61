import { type Bucket, createBucket } from "./bucket.ts";
import type { RateLimit } from "./http.ts";

/** Where the permits of one service's limits are counted: in this process, or for all processes together. */
export type Buckets = {
  /** The bucket of one limit. */
  open(limit: RateLimit): Bucket;
  /** Runs `work` while nobody else looks at permits or takes them. What it takes is taken once it has ended. */
  together<T>(work: () => T): T;
};

/** Counted in this process alone. */
export const ownBuckets: Buckets = { open: createBucket, together: (work) => work() };
