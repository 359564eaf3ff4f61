import { listEndedSteps, listOpenSteps } from "../../../operations/page-steps.ts";
import { stepsPage, stepsQuery } from "../../contract/steps.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { stepCardJson } from "../../render/step-card-json.ts";

/** `GET /steps` */
export const route = defineRoute({
  method: "get",
  path: "/steps",
  summary: "What only a person can do: what waits, the soonest due first, or what ended, newest first.",
  needs: "read",
  query: stepsQuery,
  answer: stepsPage,
  handler: async ({ query, workplace, book }) => {
    const [at, id] = cursorPlace(query.after, ["number", "number"]) ?? [];
    const after = at === undefined ? undefined : { at: Number(at), id: BigInt(id ?? 0) };
    const list = query.state === "open" ? listOpenSteps : listEndedSteps;
    const { items, next } = await list(workplace, book, query.limit, after);
    return { items: items.map(stepCardJson), next: next ? cursorText([next.at, Number(next.id)]) : null };
  },
});
