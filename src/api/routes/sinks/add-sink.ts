import { addSinkPlace } from "../../../operations/sinks.ts";
import { sink, sinkAsked } from "../../contract/sinks.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { sinkJson } from "../../render/sink-json.ts";

/** `POST /sinks`; quiet hours are on the clocks of the book of `?book=`. */
export const route = defineRoute({
  method: "post",
  path: "/sinks",
  summary: "Sends a test message to a new place, and keeps it when that was taken.",
  needs: "configure",
  status: 201,
  body: sinkAsked,
  answer: sink,
  problems: { "sink-exists": 409 },
  handler: async ({ body, deps, workplace, book }) => {
    const { kind, name, settings, least, reports, quiet } = body;
    const asked = {
      name,
      settings,
      least,
      reports,
      quiet: quiet === undefined ? undefined : { typed: quiet, zone: book.timeZone },
    };
    const home = { ...deps.workplace, actor: workplace.actor };
    const { row } = orThrow(await addSinkPlace(home, kind, asked));
    return sinkJson(
      row,
      home.sinks.kinds.find(({ id }) => id === row.kind),
    );
  },
});
