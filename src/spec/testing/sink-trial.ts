import { expect } from "vitest";
import { fixedClock } from "../../base/clock.ts";
import type { Failure } from "../../base/egress/failure.ts";
import { networkTransport } from "../../base/egress/network-transport.ts";
import { createLog } from "../../base/log.ts";
import type { Problem } from "../../base/problem.ts";
import { seededRandom } from "../../base/random.ts";
import { createRedactor } from "../../base/redactor.ts";
import type { Result } from "../../base/result.ts";
import type { Message, Sent, Sink } from "../sink.ts";
import { type Outlet, openSink } from "../sink-kit/open-sink.ts";
import { shareable } from "../sink-kit/shareable.ts";

export type StandClock = ReturnType<typeof fixedClock>;

/** A real server on this machine that stands for the service, for as long as the suite runs. */
export type SinkStand = {
  /** Settings with which the sink gets in. */
  readonly settings: Readonly<Record<string, string>>;
  /** `http://127.0.0.1:PORT`; absent for sinks that are not reached over HTTP. */
  readonly sandbox?: string;
  /** What people see of each message that arrived, in order, as plain text. */
  seen(): readonly string[];
  /** The next call goes wrong: trouble there; message taken but no answer; too many messages. Absent: cannot. */
  readonly fail?: (how: "server" | "cut" | "busy") => void;
  /** True when a message that comes twice is seen once. */
  readonly oncePerKey?: boolean;
  /** How many random messages are tried, where each takes long. */
  readonly runs?: number;
  /** Takes log lines where the log itself is the place. */
  log?(line: string): void;
  close(): Promise<void>;
};

const start = Date.UTC(2026, 10, 21, 12);
const noRedaction = { add: () => true, redact: (text: string) => text };

/** A sink, set up at its stand, and what is seen of it. */
export type Trial = {
  readonly clock: StandClock;
  /** Every line of a log that hides nothing: what is secret has to stay out of it by itself. */
  readonly logged: readonly string[];
  stand(): SinkStand;
  begin(stand: SinkStand): void;
  end(): Promise<void>;
  build(settings: Readonly<Record<string, string>>): Result<Outlet, Problem>;
  send(parts?: Partial<Message>, signal?: AbortSignal): Promise<Result<Sent, Failure>>;
  /** Sends, expects that exactly this one arrives, and gives what people see of it. */
  arrived(parts: Partial<Message>): Promise<{ readonly sent: Sent; readonly text: string }>;
};

/** A trial that waits for its stand. */
export function createTrial(sink: Sink): Trial {
  const clock = fixedClock(start);
  const transport = networkTransport();
  const logged: string[] = [];
  const redactor = createRedactor();
  let current: SinkStand | undefined;
  let outlet: Outlet | undefined;
  let count = 0;
  const stand = (): SinkStand => current ?? missing();
  const write = (line: string): void => {
    logged.push(line);
    current?.log?.(line);
  };
  const log = createLog({ level: "debug", clock, redactor: noRedaction, file: { write, close: () => {} } });
  const build: Trial["build"] = (settings) => {
    const { sandbox } = stand();
    const options = { name: "test", settings, transport, clock, random: seededRandom(1n), log };
    return openSink(sink, { ...options, ...(sandbox === undefined ? {} : { sandbox }) });
  };
  const send: Trial["send"] = (parts = {}, signal) => {
    count += 1;
    const message = {
      key: `m${count}`,
      about: "alert" as const,
      at: clock.now(),
      title: "A title.",
      lines: [],
      ...parts,
    };
    return (outlet ?? missing()).send(shareable(message, redactor.redact), signal);
  };
  return {
    clock,
    logged,
    stand,
    begin: (opened) => {
      current = opened;
      const built = build(opened.settings);
      if (!built.ok) throw new Error(built.error.sentence);
      outlet = built.value;
    },
    end: async () => {
      await transport.close();
      await current?.close();
    },
    build,
    send,
    arrived: async (parts) => {
      const before = stand().seen().length;
      const result = await send(parts);
      if (!result.ok) throw new Error(result.error.sentence);
      expect(stand().seen()).toHaveLength(before + 1);
      return { sent: result.value, text: stand().seen().at(-1) ?? "" };
    },
  };
}

function missing(): never {
  throw new Error("The stand was not opened.");
}
