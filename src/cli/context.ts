import type { RuleFile } from "../actions/policy/read-yaml.ts";
import type { Clock, Millis } from "../base/clock.ts";
import type { Environment } from "../base/environment.ts";
import type { Ids } from "../base/ids.ts";
import type { Random } from "../base/random.ts";
import type { Engine, EngineOptions } from "../operations/engine-port.ts";
import type { Workplace } from "../operations/workplace.ts";

/** Where text for the person goes: a terminal, a file or another program. */
export type Output = {
  write(text: string): void;
  /** Resolves when the reader has caught up; long outputs wait for it, so that they need not lie in memory. */
  drained(): Promise<void>;
  readonly isTerminal: boolean;
  /** Characters in a line; 80 where there is no terminal. */
  readonly columns: number;
  readonly colour: boolean;
};

/** What a person or a program hands in. */
export type Input = {
  readonly isTerminal: boolean;
  /** Everything that is piped in, up to a small bound. */
  readAll(): Promise<string>;
  /** Asks at the terminal for a line that is not shown while it is typed. Only where there is a terminal. */
  askHidden(question: string): Promise<string>;
  /** The same, but shown while it is typed. */
  ask(question: string): Promise<string>;
};

export type SandboxWish = {
  /** The same text gives the same world. */
  readonly seed: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Which of the shops that come along. */
  readonly shop: string;
  /** When the shop opened, in milliseconds UTC. */
  readonly since?: Millis;
  readonly clock: Clock;
};

export type OpenSandbox = {
  /** What `MILLRACE_SANDBOX` is set to. */
  readonly url: string;
  readonly since: Millis;
  readonly platforms: readonly {
    readonly id: string;
    readonly api: string;
    readonly token: string;
    readonly controlKey: string;
    /** What a consent is asked for as: the application of the simulated shop. */
    readonly app: { readonly id: string; readonly secret: string };
  }[];
  /** Simulated places for messages: what each is set up with, and where one sees what arrived. */
  readonly sinks: readonly {
    readonly kind: string;
    readonly settings: Readonly<Record<string, string>>;
    readonly received: string;
  }[];
  close(): Promise<void>;
};

/** All that a command has of the world. `main` makes it; tests make their own. */
export type CliContext = {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly pid: number;
  readonly version: string;
  /** The machine's IANA zone, for books that are newly made. */
  readonly machineTimeZone: string;
  readonly out: Output;
  readonly err: Output;
  readonly input: Input;
  /** Reads the rule files that lie beside the program; absent where there are none. */
  readonly ruleFiles?: () => readonly RuleFile[];
  readonly createEngine: (options: Omit<EngineOptions, "ruleFiles">) => Promise<Engine>;
  /** Runs simulated platforms on this machine. */
  readonly openSandbox: (wish: SandboxWish) => Promise<OpenSandbox>;
  /** Speaks with an assistant over standard input and output until it goes; absent where nobody can be at them. */
  readonly serveAssistant?: (
    deps: { readonly workplace: Workplace; readonly facts: { readonly version: string } },
    scopes: readonly ("read" | "propose")[],
    stop: AbortSignal,
  ) => Promise<void>;
  /** Hands memory that is not needed at rest back to the system. */
  readonly giveBackMemory: () => void;
  /** Aborted when the person presses Ctrl-C or the system asks to end. */
  readonly stop: AbortSignal;
};

/** Ends a command with this exit code after everything was said. */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly code: 0 | 1 | 2;

  constructor(code: 0 | 1 | 2) {
    super(`exit ${code}`);
    this.code = code;
  }
}
