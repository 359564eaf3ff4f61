import type { Millis } from "../src/base/clock.ts";
import type { Delivery } from "./delivery.ts";

/** A simulated platform: a server with books of its own, whose world lives by the clock it was given. */
export type Twin = {
  /** The platform's name, and the first part of its addresses in a sandbox. */
  readonly id: string;
  /** Brings its world to the clock's time. Every request does so first. */
  advance(): void;
  /** Answers one request, without a socket. Rejects where the connection would be cut. */
  fetch(request: Request): Promise<Response>;
  /** Messages that are due, in order. Each is given out once; `done` plans what is tried again. */
  pingsDue(now: Millis): readonly Delivery[];
};
