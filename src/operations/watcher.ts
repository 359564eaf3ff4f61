import type { AlertKey, AlertKind, Observation } from "../domain/alert/observation.ts";

/** A matter that cannot be seen now: it is taken to be as it was. */
export type Unseen = { readonly key: AlertKey; readonly unseen: true };

/** Looks at some of what alerts are about. What it throws blinds only itself. */
export type Watcher = {
  /** The kinds of alerts that it alone looks at. */
  readonly kinds: readonly AlertKind[];
  /** All of them, well or not: what was told before and is missing here is over. */
  look(): Promise<readonly (Observation | Unseen)[]>;
};
