import { actorNames } from "../../../operations/actor-names.ts";
import { switchBoard } from "../../../operations/switch-board.ts";
import { switchList } from "../../contract/switches.ts";
import { defineRoute } from "../../define-route.ts";
import { switchesJson } from "../../render/switch-json.ts";

/** `GET /switches` */
export const route = defineRoute({
  method: "get",
  path: "/switches",
  summary: "The stop switches that are on, what waits because of them, and all that can be stopped.",
  needs: "read",
  answer: switchList,
  handler: async ({ workplace, deps }) =>
    switchesJson(await switchBoard(workplace), await actorNames(deps.workplace.store)),
});
