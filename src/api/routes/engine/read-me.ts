import { isoTime } from "../../../domain/time/iso-time.ts";
import { permissions } from "../../../people/permissions.ts";
import { listBooks } from "../../../store/book.ts";
import { me } from "../../contract/me.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /me` */
export const route = defineRoute({
  method: "get",
  path: "/me",
  summary: "Who asks, and what they may do in which book.",
  needs: "signed-in",
  scope: "installation",
  answer: me,
  handler: async ({ principal, workplace, deps }) => {
    const books = (await listBooks(workplace.store)).map(({ slug, name, homeCurrency, timeZone }) => ({
      slug,
      name,
      homeCurrency,
      timeZone,
      role: principal.books.find(({ id }) => id === slug)?.role ?? null,
      may: permissions.filter((permission) => principal.may(permission, slug)),
    }));
    return {
      id: principal.id,
      name: principal.name,
      via: principal.via,
      books: books.filter(({ may }) => may.length > 0),
      freshUntil: principal.freshUntil === undefined ? null : isoTime(principal.freshUntil),
      demo: deps.demo?.now() !== undefined,
    };
  },
});
