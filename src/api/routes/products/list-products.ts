import { productBoard as readBoard } from "../../../operations/product-board.ts";
import { productBoard, productsQuery } from "../../contract/products.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /products` */
export const route = defineRoute({
  method: "get",
  path: "/products",
  summary: "What is sold: prices at each platform, sales and what was earned, what earned most this month first.",
  needs: "read",
  query: productsQuery,
  answer: productBoard,
  handler: ({ query, workplace, book }) => readBoard(workplace, book, query),
});
