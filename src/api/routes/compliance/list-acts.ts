import { judgedActions } from "../../../operations/past-decisions.ts";
import { momentsOf } from "../../compliance-days.ts";
import { actionsQuery } from "../../contract/actions.ts";
import { actionLog, actionLogFrom } from "../../contract/compliance.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { actionInLineJson, saidJson, totalsJson } from "../../render/judged-json.ts";

/** `GET /compliance/actions` */
export const route = defineRoute({
  method: "get",
  path: "/compliance/actions",
  summary: "Every act with the rules that spoke about it, newest first, and what all that match come to.",
  needs: "read",
  query: { ...actionsQuery, ...actionLogFrom },
  answer: actionLog,
  handler: async ({ query, workplace, book, now }) => {
    const { limit, after, state, kind, target } = query;
    const [at, id] = cursorPlace(after, ["number", "string"]) ?? [];
    const { from: since } = momentsOf(query, book, now);
    const { items, totals } = await judgedActions(workplace, book, {
      limit: limit + 1,
      ...(state.length === 0 ? {} : { states: state }),
      ...(kind === undefined ? {} : { kind }),
      ...(target === undefined ? {} : { target }),
      ...(since === undefined ? {} : { since }),
      ...(at === undefined ? {} : { after: { proposedAt: Number(at), id: String(id) } }),
    });
    const shown = items.slice(0, limit);
    const last = items.length > limit ? shown.at(-1)?.row : undefined;
    return {
      items: shown.map(({ row, decision }) => ({
        action: actionInLineJson(row),
        said: decision ? saidJson(decision) : null,
      })),
      next: last ? cursorText([last.proposedAt, last.action.id]) : null,
      totals: totalsJson(totals),
    };
  },
});
