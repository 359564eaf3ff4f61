import { listingTitles } from "../../../operations/listing-titles.ts";
import { listActions } from "../../../store/action.ts";
import { actionsPage, actionsQuery } from "../../contract/actions.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { actionCardJson } from "../../render/action-card-json.ts";

/** `GET /actions` */
export const route = defineRoute({
  method: "get",
  path: "/actions",
  summary: "Everything that was done, or would be done, newest first, with where each is.",
  needs: "read",
  query: actionsQuery,
  answer: actionsPage,
  handler: async ({ query, workplace, book }) => {
    const { limit, after, state, kind, target } = query;
    const [at, id] = cursorPlace(after, ["number", "string"]) ?? [];
    const found = await listActions(workplace.store, {
      bookId: book.id,
      limit: limit + 1,
      ...(state.length === 0 ? {} : { states: state }),
      ...(kind === undefined ? {} : { kind }),
      ...(target === undefined ? {} : { target }),
      ...(at === undefined ? {} : { after: { proposedAt: Number(at), id: String(id) } }),
    });
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    const titles = await listingTitles(workplace, book);
    const now = workplace.clock.now();
    return {
      items: shown.map((row) => actionCardJson(row, now, titles)),
      next: last ? cursorText([last.proposedAt, last.action.id]) : null,
    };
  },
});
