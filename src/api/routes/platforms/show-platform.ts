import { showPlatform } from "../../../operations/show-platform.ts";
import { platformName, platformShown } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { platformProblems } from "../../platform-ways.ts";
import { cardJson } from "../../render/platform-json.ts";

/** `GET /platforms/:name` */
export const route = defineRoute({
  method: "get",
  path: "/platforms/:name",
  summary: "One platform: its accounts in a book, and what it can and cannot do.",
  needs: "read",
  params: { name: platformName },
  answer: platformShown,
  problems: platformProblems,
  handler: async ({ params, workplace, book, principal }) => {
    const { items, manifest } = orThrow(await showPlatform(workplace, book, params.name));
    return { items: items.map((card) => cardJson(card, principal.id)), manifest };
  },
});
