import { z } from "zod";
import { showObject } from "../../../operations/show-object.ts";
import { story } from "../../contract/sales.ts";
import { defineRoute } from "../../define-route.ts";

/** `POST /sales/:id/buyer`: no GET, because looking is written down. */
export const route = defineRoute({
  method: "post",
  path: "/sales/:id/buyer",
  summary: "Who bought. That you looked is written to the audit record.",
  needs: "read.buyers",
  // Kept nowhere else: an answer that is kept for repeats would outlive an erasure.
  once: true,
  params: { id: z.string().max(400) },
  answer: z.strictObject({ buyer: story.shape.buyer.unwrap() }),
  handler: async ({ params, workplace, book }) => {
    const told = await showObject(workplace, book, params.id, true);
    return { buyer: told.buyer ?? "not named" };
  },
});
