import type { Connector } from "../spec/connector.ts";
import { clockSkew, noteClockSkew } from "../store/clock-skew.ts";
import type { Workplace } from "./workplace.ts";

/** A difference that has changed by less than this is not written down again. */
const changeMs = 60_000;

/**
 * Writes down how far a platform's clock is ahead of this machine's, as its answers said, or that it is no longer: the
 * doctor and other commands make no calls and would not know.
 */
export async function noteSkew({ store, platforms }: Workplace, connector: Connector): Promise<void> {
  const now = platforms.http(connector).skewMs?.();
  const before = await clockSkew(store, connector.id);
  if (now === before || (now !== undefined && before !== undefined && Math.abs(now - before) < changeMs)) return;
  await store.transaction((tx) => noteClockSkew(tx, connector.id, now));
}
