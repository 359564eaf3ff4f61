import { showBookSettings } from "../../../operations/book-settings.ts";
import { bookSettings } from "../../contract/settings.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /settings/book` */
export const route = defineRoute({
  method: "get",
  path: "/settings/book",
  summary: "A book's name, currency and zone, and whether the last two can still change.",
  needs: "read",
  answer: bookSettings,
  handler: async ({ workplace, book }) => {
    const { slug, ...rest } = await showBookSettings(workplace, book);
    return { id: slug, ...rest };
  },
});
