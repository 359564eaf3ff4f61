import { fixedClock } from "../../base/clock.ts";
import { networkTransport } from "../../base/egress/network-transport.ts";
import { silentLog } from "../../base/log.ts";
import { seededRandom } from "../../base/random.ts";
import type { Message, Sink } from "../sink.ts";
import { openSink } from "../sink-kit/open-sink.ts";
import { shareable } from "../sink-kit/shareable.ts";

export type SinkTrial = { readonly settings: Readonly<Record<string, string>>; readonly sandbox?: string };

export const noon = Date.UTC(2026, 10, 21, 12);

/** The sink set up for a test of its own, with a clock of its own unless one is given. */
export function openForTest(sink: Sink, { settings, sandbox }: SinkTrial, clock = fixedClock(noon)) {
  const opened = openSink(sink, {
    name: "test",
    settings,
    transport: networkTransport(),
    clock,
    random: seededRandom(1n),
    log: silentLog,
    ...(sandbox === undefined ? {} : { sandbox }),
  });
  /** Sends a message that differs from the last one in nothing but what is given; throws what is wrong with the settings. */
  const send = async (parts: Partial<Message> = {}) => {
    if (!opened.ok) throw new Error(opened.error.sentence);
    const message: Message = { key: "k", about: "alert", at: clock.now(), title: "T", lines: ["L"], ...parts };
    return opened.value.send(shareable(message, (text) => text));
  };
  return { opened, send, clock };
}

/** What is wrong with the settings, or "". */
export function wrongWith(sink: Sink, settings: Readonly<Record<string, string>>): string {
  const { opened } = openForTest(sink, { settings });
  return opened.ok ? "" : opened.error.sentence;
}
