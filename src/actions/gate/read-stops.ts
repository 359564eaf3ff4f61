import type { Handle } from "../../store/handle.ts";
import { stopsOn } from "../../store/stop-switch.ts";

/** The scopes of all switches that are on. When they cannot be read, everything counts as stopped. */
export async function readStops(handle: Handle): Promise<ReadonlySet<string>> {
  try {
    return new Set((await stopsOn(handle)).map(({ scope }) => scope));
  } catch {
    // Whoever cannot see whether there is a red light stops.
    return new Set(["everything"]);
  }
}
