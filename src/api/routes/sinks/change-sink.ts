import { changeSink } from "../../../operations/sinks.ts";
import { sink, sinkChange, sinkName } from "../../contract/sinks.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { sinkJson } from "../../render/sink-json.ts";

/** `PATCH /sinks/:name`; quiet hours are on the clocks of the book of `?book=`. */
export const route = defineRoute({
  method: "patch",
  path: "/sinks/:name",
  summary: "Changes what goes to a place, and its quiet hours.",
  needs: "configure",
  params: { name: sinkName },
  body: sinkChange,
  answer: sink,
  problems: { "sink-missing": 404 },
  handler: async ({ params, body, deps, workplace, book }) => {
    const { least, reports, quiet } = body;
    const hours = quiet === undefined ? undefined : { typed: quiet, zone: book.timeZone };
    const home = { ...deps.workplace, actor: workplace.actor };
    const row = orThrow(await changeSink(home, params.name, { least, reports, quiet: hours }));
    return sinkJson(
      row,
      home.sinks.kinds.find(({ id }) => id === row.kind),
    );
  },
});
