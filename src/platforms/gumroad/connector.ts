import type { Connector } from "../../spec/connector.ts";
import { acts } from "./acts.ts";
import { identify } from "./identify.ts";
import { oauth } from "./oauth.ts";
import { payouts } from "./payouts.ts";
import { pings } from "./pings.ts";
import { products } from "./products.ts";
import { sales } from "./sales.ts";

/** Gumroad: sales, payouts with their lines, and products. Version 2 of its interface. */
export const connector: Connector = {
  id: "gumroad",
  title: "Gumroad",
  baseUrl: "https://api.gumroad.com/v2",
  sandboxPath: "/v2",
  credentials: [
    {
      name: "token",
      label: "Access token",
      secret: true,
      help: "Gumroad, Settings, Advanced, Applications: create an application and press “Generate access token”. Such a token may do everything in the shop; Millrace reads with it, and changes something only when you approved exactly that.",
      env: "MILLRACE_GUMROAD_TOKEN",
    },
  ],
  oauth,
  // Gumroad states no limit for reading; its one rule for lists of sales, for the older way of paging, is 10 a second.
  // Eight leave room for a person's own tools behind the same address.
  limits: [
    { name: "all calls", permits: 8, perMs: 1_000 },
    // Gumroad's own: 30 a minute for each product; together is stricter.
    { name: "changes of products", permits: 30, perMs: 60_000, counts: { methods: ["PUT"], path: /^\/products\// } },
  ],
  streams: [products, sales, payouts],
  identify,
  pings,
  acts,
};
