import { fixedClock } from "../../base/clock.ts";
import { createHttp } from "../../base/egress/create-http.ts";
import { networkTransport } from "../../base/egress/network-transport.ts";
import { seededRandom } from "../../base/random.ts";
import type { OAuth } from "../../spec/oauth.ts";
import { json, openRecordedServer, type RecordedAnswer } from "../../spec/testing/recorded-server.ts";
import type { Consent } from "../oauth/consent.ts";

export const testOAuth: OAuth = {
  authorizeUrl: "https://shop.example/oauth/authorize",
  tokenUrl: "https://shop.example/oauth/token",
  sandbox: { authorize: "/oauth/authorize", token: "/oauth/token" },
  scopes: [{ name: "read", for: "read sales" }],
  client: {
    id: { name: "client-id", label: "Application ID", secret: false, help: "", env: "SHOP_CLIENT_ID" },
    secret: { name: "client-secret", label: "Application secret", secret: true, help: "", env: "SHOP_CLIENT_SECRET" },
    shownBy: "basic",
  },
  redirectPath: "/callback",
  howTo: [],
  refresh: "rotates",
  lifetimes: { accessMs: 3_600_000, refreshMs: 90 * 86_400_000 },
};

/** A platform whose refresh tokens work once, and whose access tokens are looked at. */
export type ConsentServer = {
  readonly consent: Consent;
  /** How often a refresh token was spent, and how often one that was spent before. */
  readonly spent: { good: number; bad: number };
  /** The refresh token that is good now, and the access token. */
  readonly tokens: { refresh: string; access: string };
  /**
   * The next answer of the token address, in place of its own. What was asked for has happened all the same, unless it
   * is an answer of status 500 or more.
   */
  next: RecordedAnswer | undefined;
  /** Keeps the one before good until the new access token is used. */
  grace: boolean;
  close(): Promise<void>;
};

export async function openConsentServer(oauth: Partial<OAuth> = {}): Promise<ConsentServer> {
  const spent = { good: 0, bad: 0 };
  const tokens = { refresh: "refresh-0-canary", access: "access-0-canary" };
  let before = "";
  const server = await openRecordedServer("/shop", (request) => {
    if (request.path === "/me") {
      const good = request.headers.authorization === `Bearer ${tokens.access}`;
      if (good) before = "";
      return good ? json({ id: "me" }) : { status: 401, body: "" };
    }
    if ((made.next?.status ?? 200) >= 500) {
      const away = made.next ?? json({});
      made.next = undefined;
      return away;
    }
    const shown = new URLSearchParams(request.body).get("refresh_token");
    const good = shown === tokens.refresh || (made.grace && shown === before && before !== "");
    const answer = good ? renewed() : json({ error: "invalid_grant" }, 400);
    spent[good ? "good" : "bad"] += 1;
    const given = made.next ?? answer;
    made.next = undefined;
    return given;
  });
  const renewed = (): RecordedAnswer => {
    before = tokens.refresh;
    tokens.refresh = `refresh-${spent.good + 1}-canary`;
    tokens.access = `access-${spent.good + 1}-canary`;
    return json({
      access_token: tokens.access,
      refresh_token: tokens.refresh,
      token_type: "bearer",
      expires_in: "3600",
    });
  };
  const transport = networkTransport();
  const http = createHttp({
    service: "shop",
    title: "Shop",
    baseUrl: `${server.origin}/shop`,
    sandbox: true,
    limits: [],
    transport,
    clock: fixedClock(Date.UTC(2026, 5, 1, 12)),
    random: seededRandom(1n),
  });
  const all = { ...testOAuth, ...oauth };
  const consent: Consent = {
    title: "Shop",
    platform: "shop",
    oauth: all,
    authorizeUrl: all.authorizeUrl,
    http,
    tokenPath: "/token",
    devicePath: undefined,
  };
  const made: ConsentServer = {
    consent,
    spent,
    tokens,
    next: undefined,
    grace: false,
    close: async () => {
      await transport.close();
      await server.close();
    },
  };
  return made;
}
