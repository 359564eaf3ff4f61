import type { Random } from "../base/random.ts";
import type { EngineFacts } from "../operations/engine-facts.ts";
import type { Demo } from "../operations/engine-port.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { People } from "../people/people.ts";
import type { WebFiles } from "./web/web-files.ts";

/** What the answers are made from. */
export type ApiDeps = {
  readonly workplace: Workplace;
  readonly facts: EngineFacts;
  /** For what nobody may guess: addresses for messages, states of consents. */
  readonly random: Random;
  /** Where platforms, and without a path also people, reach this engine through a proxy, if they do. */
  readonly publicUrl?: string;
  /** The shop that is shown while these books are empty. */
  readonly demo?: Demo;
  /** Names beside this machine's own under which the page may be asked for, with their ports: the configured host. */
  readonly hosts: () => readonly string[];
  /** Who may do what. Absent: whoever reaches this machine can read, and nobody can write. */
  readonly people?: People;
  /** Answers assistants at `/mcp`; looks at their keys by itself. */
  readonly mcp?: (request: Request) => Promise<Response>;
  /** The dashboard as it was built; without it a plain page is served. */
  readonly webFiles?: WebFiles;
  /** Aborts when the engine stops: streams end then. */
  readonly ends?: AbortSignal;
  /** How often one may ask; the usual numbers when absent. */
  readonly rates?: Rates;
  /** Holds every answer against its schema; for tests, since it costs time. */
  readonly checkAnswers?: boolean;
};

/** Requests within a minute. */
export type Rates = { readonly reads: number; readonly writes: number; readonly unknown: number };
