import type { Clock } from "../src/base/clock.ts";
import type { Transport } from "../src/base/egress/transport.ts";
import type { JobKind } from "../src/jobs/jobs.ts";
import type { Connector } from "../src/spec/connector.ts";
import type { Store } from "../src/store/handle.ts";
import type { SimPlan } from "./plan.ts";

/** What the door for messages does with one. */
export type Door = (request: Request) => Promise<Response>;

/** A mistake put in on purpose, between two parts of the product, to see that the simulation notices it. */
export type Bug = {
  /** "drop-the-overlap" */
  readonly name: string;
  /** What a programmer would have done wrong, as a sentence. */
  readonly mistake: string;
  readonly connector?: (connector: Connector) => Connector;
  readonly transport?: (transport: Transport) => Transport;
  readonly store?: (store: Store) => Store;
  readonly clock?: (clock: Clock) => Clock;
  readonly kind?: (kind: JobKind, store: Store) => JobKind;
  readonly door?: (door: Door, store: Store) => Door;
  /** Changes what a seed plans, where a mistake shows only under some conditions. */
  readonly plan?: (plan: SimPlan) => SimPlan;
};
