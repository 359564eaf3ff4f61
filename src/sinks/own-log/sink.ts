import type { Log } from "../../base/log.ts";
import { ok } from "../../base/result.ts";
import type { Severity } from "../../domain/alert/severity.ts";
import type { OwnSink } from "../../spec/sink.ts";
import { fitLines } from "../../spec/sink-kit/fit-lines.ts";

/** Writes messages into Millrace's own log. Needs nothing and is there from the start. */
export const sink: OwnSink = {
  id: "own-log",
  title: "Millrace's log",
  via: "own",
  fields: [],
  standing: true,
  check: () => [],
  send: async (context, message) => {
    const level = message.severity === undefined ? "info" : levels[message.severity];
    const { link, key, about } = message;
    const { lines, shortened } = fitLines(message.lines, room, (plain) => plain);
    context.log[level](
      { sink: context.name, about, key, lines, ...(link === undefined ? {} : { link }) },
      message.title,
    );
    return ok({ at: context.clock.now(), shortened });
  },
};

/** What the log keeps of one event. */
const room = { unitsMax: 20_000, linesMax: 90, lineUnitsMax: 1_000 };

const levels: Readonly<Record<Severity, Exclude<keyof Log, "with">>> = {
  serious: "error",
  "worth-a-look": "warn",
  minor: "info",
};
