import { changeBookSettings } from "../../../operations/book-settings.ts";
import { bookChange, bookSettings } from "../../contract/settings.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `PATCH /settings/book` */
export const route = defineRoute({
  method: "patch",
  path: "/settings/book",
  summary: "Changes a book's name; its currency and zone only while nothing is booked.",
  needs: "configure",
  body: bookChange,
  answer: bookSettings,
  problems: { "books-in-use": 409 },
  handler: async ({ body, workplace, book }) => {
    const { slug, ...rest } = orThrow(await changeBookSettings(workplace, book, body));
    return { id: slug, ...rest };
  },
});
