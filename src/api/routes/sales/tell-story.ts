import { z } from "zod";
import { knownInMajor } from "../../../domain/text/known-in-major.ts";
import { saleStory as tell } from "../../../operations/sale-story.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { saleStory } from "../../contract/sales.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";
import { saleLineJson } from "../../render/sale-json.ts";

/** `GET /sales/:id/story` */
export const route = defineRoute({
  method: "get",
  path: "/sales/:id/story",
  summary: "One sale from first sight to the bank: what is left after each step, where it is now, and the evidence.",
  needs: "read",
  params: { id: z.string().max(400).meta({ description: "The platform's id, or the key such as gumroad/sale/abc." }) },
  query: asOfQuery,
  answer: saleStory,
  problems: { "not-a-sale": 404 },
  handler: async ({ params, query, workplace, book }) => {
    const told = await tell(workplace, book, params.id, momentAsked(query.asOf));
    return {
      asOf: told.asOf,
      past: told.past,
      sale: saleLineJson(told.sale),
      sentence: told.sentence,
      steps: told.steps.map(({ moves, ...step }) => ({
        ...step,
        moves: moves.map(({ path: _path, ...move }) => move),
      })),
      kept: told.kept,
      where: told.where,
      evidence: told.evidence,
      known: told.known && knownInMajor(told.known),
    };
  },
});
