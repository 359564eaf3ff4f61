import { createPingDoor, type PingDoor } from "../intake/live/ping-door.ts";
import { enqueueHints } from "./enqueue-hints.ts";
import type { Workplace } from "./workplace.ts";

/** The door for platforms' messages, whose hints the engine follows. */
export function openPingDoor(workplace: Workplace): PingDoor {
  const { store, sealing, clock, log, platforms } = workplace;
  return createPingDoor({
    store,
    sealing,
    clock,
    log,
    connectorOf: (platform) => platforms.connectors.find(({ id }) => id === platform),
    enqueue: (tx) => enqueueHints(tx, workplace),
  });
}
