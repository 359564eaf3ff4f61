import { z } from "zod";
import { knownInMajor } from "../../../domain/text/known-in-major.ts";
import { showObject } from "../../../operations/show-object.ts";
import { story } from "../../contract/sales.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /sales/:id` */
export const route = defineRoute({
  method: "get",
  path: "/sales/:id",
  summary: "The whole story of one sale: what was seen, what is known from it, what is booked for it.",
  needs: "read",
  params: { id: z.string().max(400).meta({ description: "The platform's id, or the key such as gumroad/sale/abc." }) },
  answer: story,
  handler: async ({ params, workplace, book }) => {
    const told = await showObject(workplace, book, params.id, false);
    return { ...told, known: knownInMajor(told.known) };
  },
});
