import { expect, it } from "vitest";
import { fixedClock } from "../../base/clock.ts";
import { createLog } from "../../base/log.ts";
import { shareable } from "../../spec/sink-kit/shareable.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";

type Line = { readonly level: string; readonly msg: string; readonly lines: readonly string[]; readonly link?: string };

sinkSuite(sink, async () => {
  const lines: Line[] = [];
  const words: Readonly<Record<string, string>> = { error: "Serious", warn: "Worth a look", info: "" };
  return {
    settings: {},
    seen: () => lines.map((one) => [words[one.level], one.msg, ...one.lines, one.link].join("\n")),
    log: (line) => void lines.push(JSON.parse(line)),
    close: async () => {},
  };
});

it("is an error in the log when it is serious, and not worth more than a note when nothing is wrong", async () => {
  const levels: string[] = [];
  const clock = fixedClock(0);
  const redactor = { add: () => true, redact: (text: string) => text };
  const write = (line: string): void => void levels.push(JSON.parse(line).level);
  const log = createLog({ level: "debug", clock, redactor, file: { write, close: () => {} } });
  const context = { name: "log", setting: () => "", clock, log, sandbox: false };
  for (const severity of ["serious", "worth-a-look", "minor", undefined] as const) {
    const message = {
      key: "k",
      about: "alert" as const,
      at: 0,
      title: "T",
      lines: [],
      ...(severity ? { severity } : {}),
    };
    await sink.send(
      context,
      shareable(message, (text) => text),
    );
  }
  expect(levels).toEqual(["error", "warn", "info", "info"]);
});
