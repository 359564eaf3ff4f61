import { pastDecisionsPage } from "../../../operations/past-decisions.ts";
import { momentsOf } from "../../compliance-days.ts";
import { decisionsPage, decisionsQuery } from "../../contract/compliance.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { actionInLineJson, saidJson } from "../../render/judged-json.ts";

/** `GET /compliance/decisions` */
export const route = defineRoute({
  method: "get",
  path: "/compliance/decisions",
  summary: "What was decided about acts, newest first: of one rule, or with one verdict.",
  needs: "read",
  query: decisionsQuery,
  answer: decisionsPage,
  handler: async ({ query, workplace, book, now }) => {
    const { rule, verdict, limit, after } = query;
    const [before] = cursorPlace(after, ["number"]) ?? [];
    const { items, next } = await pastDecisionsPage(workplace, book, {
      limit,
      ...momentsOf(query, book, now),
      ...(rule === undefined ? {} : { rule }),
      ...(verdict === undefined ? {} : { verdict }),
      ...(before === undefined ? {} : { before: BigInt(before) }),
    });
    return {
      items: items.map(({ row, decision }) => {
        const voice = decision.voices.find((one) => one.rule === rule);
        return {
          action: actionInLineJson(row),
          said: saidJson(decision),
          voice: voice ? { said: voice.said, missing: voice.missing ?? [] } : null,
        };
      }),
      next: next === undefined ? null : cursorText([Number(next)]),
    };
  },
});
