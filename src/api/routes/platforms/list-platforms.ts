import { platformBoard as readBoard } from "../../../operations/platform-board.ts";
import { platformBoard } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { boardJson } from "../../render/platform-json.ts";

/** `GET /platforms` */
export const route = defineRoute({
  method: "get",
  path: "/platforms",
  summary: "The platforms of a book with how each stands, and what every known one can do.",
  needs: "read",
  answer: platformBoard,
  handler: async ({ workplace, book, principal }) => boardJson(await readBoard(workplace, book), principal.id),
});
