import type { EngineFacts } from "../operations/engine-facts.ts";
import type { Demo } from "../operations/engine-port.ts";
import type { Workplace } from "../operations/workplace.ts";

/** What the answers are made from. */
export type ApiDeps = {
  readonly workplace: Workplace;
  readonly facts: EngineFacts;
  /** The shop that is shown while these books are empty. */
  readonly demo?: Demo;
  /** Names beside this machine's own under which the page may be asked for, with their ports: the configured host. */
  readonly hosts: () => readonly string[];
};
