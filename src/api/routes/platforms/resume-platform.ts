import { changeConnections } from "../../../operations/change-connections.ts";
import { platformName, platformsChanged } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { platformProblems } from "../../platform-ways.ts";
import { changedJson } from "../../render/platform-json.ts";

/** `POST /platforms/:name/resume` */
export const route = defineRoute({
  method: "post",
  path: "/platforms/:name/resume",
  summary: "Reads a paused platform again.",
  needs: "operate",
  params: { name: platformName },
  answer: platformsChanged,
  problems: platformProblems,
  handler: async ({ params, workplace, book }) =>
    changedJson("on", orThrow(await changeConnections(workplace, book, params.name, "on"))),
});
