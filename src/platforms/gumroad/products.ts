import type { Failure } from "../../base/egress/failure.ts";
import type { Result } from "../../base/result.ts";
import type { Ask, ConnectorContext, Page, Stream } from "../../spec/connector.ts";
import { getDone } from "./client.ts";
import { productLooks } from "./looks.ts";
import { productRecord } from "./map-product.ts";
import { pageOf } from "./pages.ts";

/** Products: all of them each time, ten a page, or in one answer as Gumroad did before April 2026. */
export const products: Stream = {
  id: "products",
  title: "products",
  newestFirst: false,
  looks: productLooks,
  pull,
};

async function pull(context: ConnectorContext, ask: Ask): Promise<Result<Page, Failure>> {
  const reply = await getDone(context, "/products", ask.cursor === undefined ? {} : { page_key: ask.cursor });
  return reply.ok ? pageOf(reply.value, "products", ask.cursor, productRecord) : reply;
}
