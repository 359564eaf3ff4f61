import { productStory as readStory } from "../../../operations/product-story.ts";
import { productId, productPlatform, productStory } from "../../contract/products.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `GET /products/:platform/:id` */
export const route = defineRoute({
  method: "get",
  path: "/products/:platform/:id",
  summary: "One product: what it earned, week by week, its prices and how each platform describes it.",
  needs: "read",
  params: { platform: productPlatform, id: productId },
  answer: productStory,
  handler: async ({ params, workplace, book }) => orThrow(await readStory(workplace, book, params)),
});
