import type { RuleFile } from "../actions/policy/read-yaml.ts";
import type { Clock } from "../base/clock.ts";
import type { LoadedConfig } from "../base/config.ts";
import type { Transport } from "../base/egress/transport.ts";
import type { Ids } from "../base/ids.ts";
import type { Log } from "../base/log.ts";
import type { Machine } from "../base/machine.ts";
import type { Problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import type { OneTimeLink } from "../people/people.ts";
import type { PreparedKeys } from "../upkeep/initialise.ts";
import type { EngineFacts } from "./engine-facts.ts";
import type { Workplace } from "./workplace.ts";

/** What an engine is built from. Everything that differs between a machine, a test and a simulation comes in here. */
export type EngineOptions = {
  readonly loaded: LoadedConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly pid: number;
  readonly version: string;
  /** The one engine of a data directory, or a command beside it. */
  readonly as: "engine" | "command";
  /** What to do where there are no books yet: make them with these settings, or refuse. */
  readonly firstBooks?: FirstBooks | undefined;
  /** The way to platforms; the machine's network when absent. */
  readonly transport?: Transport | undefined;
  /** What the machine has left; this machine when absent. */
  readonly machine?: Machine | undefined;
  /** Reads the rule files; asked once, when rules are first needed. None: nothing outside is allowed. */
  readonly ruleFiles: () => readonly RuleFile[];
  /** Where the built dashboard lies. Absent, or not built: a plain page is served. */
  readonly webFolder?: string | undefined;
  /** Lines for a person at a terminal; the log file is written in any case. */
  readonly terminal?: ((line: string) => void) | undefined;
  /** Told once when the log file cannot be written. */
  readonly onTrouble: (sentence: string) => void;
};

/** The settings of the books that an installation begins with. */
export type FirstBooks = { readonly name: string; readonly homeCurrency: string; readonly timeZone: string };

/** What was made because there was nothing yet. */
export type Made = {
  readonly dataDir: string;
  readonly keys: PreparedKeys;
  readonly books: FirstBooks;
};

/** A second shop to show while these books are empty, plainly labelled. */
export type Demo = {
  /** Undefined before it is open and after it made room. */
  now(): DemoShown | undefined;
};
export type DemoShown = { readonly workplace: Workplace; readonly facts: EngineFacts };

/** Where an engine listens, and the link for its first owner while nobody owns the installation. */
export type Started = { readonly url: string; readonly setUp?: OneTimeLink };

/** A running Millrace without its door to the network. */
export type Engine = {
  readonly workplace: Workplace;
  readonly log: Log;
  /** Absent when the installation was there before. */
  readonly made?: Made;
  /** What should be looked at: exposed keys, mistyped settings, a rotation that was finished. */
  readonly warnings: readonly Problem[];
  readonly logPath: string;
  /** What it knows of itself, once it works. */
  facts(): EngineFacts;
  /** Begins the engine's own work without listening: the inbox folder, and everything that runs by schedule. */
  work(): Promise<void>;
  /** The same, and listens on the configured port. */
  start(demo?: Demo): Promise<Started>;
  /** Ends all of it and closes the books. */
  stop(): Promise<void>;
};
