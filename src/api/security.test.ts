import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissionsOf, roles } from "../people/permissions.ts";
import { allRoutes } from "./all-routes.ts";
import type { Route } from "./define-route.ts";
import { apiBase } from "./mount-routes.ts";
import { booksDigest } from "./testing/books-digest.ts";
import { everybody, type Who } from "./testing/cast-people.ts";
import { openTestApi, type TestApi, testHost } from "./testing/open-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ checkAnswers: false });
});
afterAll(() => api.close());

/** An address of the route; what its names stand for does not exist. */
const addressOf = ({ path }: Route): string => apiBase + path.replace(/:\w+/g, "nothing-of-this-name");

/** The table of roles, said a second time: who comes in, by the one permission that a route needs. */
function comesIn({ needs, stepUp }: Route, who: Who): boolean {
  if (needs === "open") return true;
  if (who === "nobody") return false;
  if (who === "local") return true;
  const [first = "", second = ""] = who.split(" ");
  if (first === "key") return (needs === "signed-in" || needs === second) && !stepUp;
  const role = roles.find((one) => one === (first === "stale" ? second : first));
  if (!role) throw new Error(`who is ${who}?`);
  return (needs === "signed-in" || permissionsOf[role].includes(needs)) && !(stepUp && first === "stale");
}

const ways = allRoutes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);

describe("who may do what over HTTP", () => {
  it.each(ways)("%s lets in exactly those with its permission", async (_name, route) => {
    const found: string[] = [];
    for (const who of everybody) {
      // A body that no route takes: who comes in meets it, and nothing is changed.
      const body = route.method === "get" ? {} : { body: "[[]]" };
      const answer = await api.fetch(who, addressOf(route), { method: route.method.toUpperCase(), ...body });
      await answer.body?.cancel();
      expect(answer.status, `${who}: ${answer.status}`).toBeLessThan(500);
      const refused = answer.status === 401 || answer.status === 403;
      if (refused) expect(answer.status).toBe(who === "nobody" ? 401 : 403);
      if (!refused) found.push(who);
    }
    expect(found).toEqual(everybody.filter((who) => comesIn(route, who)));
  });

  it.each(ways)("%s does nothing by a method that is not its own", async (_name, route) => {
    const own = allRoutes.filter(({ path }) => path === route.path).map(({ method }) => method.toUpperCase());
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"].filter((one) => !own.includes(one))) {
      if (method === "TRACE") continue;
      const answer = await api.ask("local", addressOf(route), { method });
      // Another route may take any name where this one has its own.
      expect([404, 405, 400, 403, 422], `${method}: ${answer.status}`).toContain(answer.status);
      if (answer.status === 405) expect(answer.headers.get("allow")).toContain(own[0]);
    }
    const options = await api.ask("nobody", addressOf(route), { method: "OPTIONS" });
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")).toContain("OPTIONS");
    expect(options.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("lets nobody in but for health, readiness and coming in itself", () => {
    const open = allRoutes.filter(({ needs }) => needs === "open").map(({ path }) => path);
    expect(open.filter((path) => !/^\/(health|ready|auth\/|hooks?\/|callbacks?\/)/.test(path))).toEqual([]);
  });

  it("says to everybody that it must be set up first, while nobody owns it", async () => {
    const people = {
      isUnowned: async () => true,
      whoIs: async () => undefined,
      handle: async () => new Response(null, { status: 204 }),
      setUpLink: async () => undefined,
    };
    const fresh = await openTestApi({ people });
    const reads = allRoutes.filter(({ needs }) => needs !== "open");
    for (const route of reads) {
      const answer = await fresh.ask("owner", addressOf(route), { method: route.method.toUpperCase() });
      expect(answer).toMatchObject({ status: 401, json: { code: "set-up-needed" } });
    }
    expect((await fresh.ask("nobody", "/api/auth/set-up", { method: "POST" })).status).toBe(204);
    await fresh.close();
  });
});

const writes = ways.filter(([, { method, needs }]) => method !== "get" && needs !== "open");

const foreign: readonly (readonly [what: string, headers: Record<string, string>])[] = [
  ["a form of another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  ["another site on this machine", { origin: "http://127.0.0.1:9999", "sec-fetch-site": "same-site" }],
  ["a page without a name", { origin: "null" }],
  ["an address typed by hand", { origin: "", "sec-fetch-site": "none" }],
  ["a page that claims to be ours by its beginning", { origin: `http://${testHost}.evil.example` }],
  ["a page with our name as its user", { origin: `http://${testHost}@evil.example` }],
  ["what says nothing of where it comes from", { origin: "" }],
];

describe("a write from elsewhere", () => {
  it.each(writes)(
    "%s is refused from any page that is not ours, with the session's cookie and all",
    async (_n, route) => {
      const before = await booksDigest(api.workplace.store);
      for (const [what, headers] of foreign) {
        for (const type of [
          "application/x-www-form-urlencoded",
          "text/plain",
          "multipart/form-data",
          "application/json",
        ]) {
          const answer = await api.ask<{ code: string }>("owner", addressOf(route), {
            method: route.method.toUpperCase(),
            body: "a=1",
            headers: { "content-type": type, ...headers },
          });
          expect([what, answer.status, answer.json.code]).toEqual([what, 403, "cross-site"]);
        }
      }
      expect(await booksDigest(api.workplace.store)).toBe(before);
    },
  );

  it.each(writes)("%s takes no form, from ours neither", async (_n, route) => {
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", ""]) {
      const headers = { "content-type": type };
      const answer = await api.ask("owner", addressOf(route), {
        method: route.method.toUpperCase(),
        body: "a=1",
        headers,
      });
      expect([400, 404, 415]).toContain(answer.status);
    }
  });
});

describe("every answer", () => {
  const asked = ["/api/v1/health", "/api/v1/me", "/api/v1/sales", "/api/v1/nothing", "/nothing", "/", "/metrics"];
  it.each(asked)("%s carries what keeps a browser from running, framing, guessing or keeping it", async (path) => {
    for (const who of ["owner", "nobody"] as const) {
      const { headers } = await api.ask(who, path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("server")).toBeNull();
    }
  });

  it("comes only under names that mean this machine", async () => {
    for (const host of ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:8420", ""]) {
      const answer = await api.ask("owner", "/api/v1/sales", { headers: { host } });
      expect([host, answer.status]).toEqual([host, 421]);
    }
  });
});
