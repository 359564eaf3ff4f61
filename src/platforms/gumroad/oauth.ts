import type { OAuth } from "../../spec/oauth.ts";

/**
 * Consent at Gumroad, through an application of the owner's own. A pasted token may do everything in the shop; this one
 * may only read, unless the owner consents to more. Gumroad's access tokens do not end by themselves, and its refresh tokens are spent by using them.
 */
export const oauth: OAuth = {
  authorizeUrl: "https://app.gumroad.com/oauth/authorize",
  tokenUrl: "https://app.gumroad.com/oauth/token",
  deviceUrl: "https://app.gumroad.com/oauth/device/code",
  sandbox: { authorize: "/oauth/authorize", token: "/oauth/token", device: "/oauth/device/code" },
  scopes: [
    { name: "view_profile", for: "know whose shop it is" },
    { name: "view_sales", for: "read sales, refunds and disputes" },
    { name: "view_payouts", for: "read payouts and what they are made of" },
  ],
  writes: [
    { name: "edit_sales", for: "refund sales", kinds: ["sale.refund"] },
    {
      name: "edit_products",
      for: "change prices, and publish or take down products",
      kinds: ["listing.price", "listing.publish", "listing.unpublish"],
    },
  ],
  client: {
    id: {
      name: "client-id",
      label: "Application ID",
      secret: false,
      help: "Gumroad, Settings, Advanced, Applications: create an application and copy its application ID.",
      env: "MILLRACE_GUMROAD_CLIENT_ID",
    },
    secret: {
      name: "client-secret",
      label: "Application secret",
      secret: true,
      help: "Beside the application ID. It shows that Millrace is your application, and opens nothing by itself.",
      env: "MILLRACE_GUMROAD_CLIENT_SECRET",
    },
    shownBy: "body",
  },
  redirectPath: "/callback",
  howTo: [
    "In Gumroad, open Settings, Advanced, Applications, and create an application with the redirect URI {redirect}.",
    "Copy its application ID and application secret; no access token is needed.",
  ],
  refresh: "rotates",
  lifetimes: {},
};
