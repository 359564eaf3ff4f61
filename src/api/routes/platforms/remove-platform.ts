import { changeConnections } from "../../../operations/change-connections.ts";
import { platformName, platformsChanged } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { ownAccountsOnly, platformProblems } from "../../platform-ways.ts";
import { changedJson } from "../../render/platform-json.ts";

/** `DELETE /platforms/:name` */
export const route = defineRoute({
  method: "delete",
  path: "/platforms/:name",
  summary: "Forgets the access to a platform for good; what it brought stays in the books.",
  needs: "configure",
  params: { name: platformName },
  answer: platformsChanged,
  problems: platformProblems,
  handler: async ({ params, workplace, book, deps }) => {
    ownAccountsOnly(workplace, deps);
    return changedJson("removed", orThrow(await changeConnections(workplace, book, params.name, "removed")));
  },
});
