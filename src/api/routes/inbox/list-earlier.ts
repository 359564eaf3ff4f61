import { isoTime } from "../../../domain/time/iso-time.ts";
import { answeredEarlier } from "../../../operations/answered-earlier.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { pageQuery } from "../../contract/common.ts";
import { earlierPage } from "../../contract/inbox.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { actionCardJson } from "../../render/action-card-json.ts";
import { stepCardJson } from "../../render/step-card-json.ts";

/** `GET /inbox/earlier` */
export const route = defineRoute({
  method: "get",
  path: "/inbox/earlier",
  summary: "What waited once and was answered, done or over within thirty days, newest first.",
  needs: "read",
  query: pageQuery,
  answer: earlierPage,
  handler: async ({ query, workplace, book }) => {
    const [at, actionId, stepId] = cursorPlace(query.after, ["number", "string", "number"]) ?? [];
    const after =
      at === undefined ? undefined : { at: Number(at), actionId: String(actionId), stepId: BigInt(stepId ?? 0) };
    const { items, next } = await answeredEarlier(workplace, book, query.limit, after);
    const titles = await listingTitles(workplace, book);
    const now = workplace.clock.now();
    return {
      items: items.map((one) =>
        one.what === "action"
          ? { what: one.what, at: isoTime(one.at), action: actionCardJson(one.row, now, titles) }
          : { what: one.what, at: isoTime(one.at), step: stepCardJson(one.step) },
      ),
      next: next === undefined ? null : cursorText([next.at, next.actionId, Number(next.stepId)]),
    };
  },
});
