import { changeConnections } from "../../../operations/change-connections.ts";
import { pauseAsked, platformName, platformsChanged } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { platformProblems } from "../../platform-ways.ts";
import { changedJson } from "../../render/platform-json.ts";

/** `POST /platforms/:name/pause` */
export const route = defineRoute({
  method: "post",
  path: "/platforms/:name/pause",
  summary: "Stops reading a platform until it is resumed; what it brought stays.",
  needs: "operate",
  params: { name: platformName },
  body: pauseAsked.optional(),
  answer: platformsChanged,
  problems: platformProblems,
  handler: async ({ params, body, workplace, book }) =>
    changedJson("paused", orThrow(await changeConnections(workplace, book, params.name, "paused", body?.why?.trim()))),
});
