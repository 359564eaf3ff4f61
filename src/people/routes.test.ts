import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { openSqlite } from "../store/open-sqlite.ts";
import { authRoutes, refuseUnfit } from "./handle.ts";
import { roles } from "./permissions.ts";
import { virtualAuthenticator } from "./testing/authenticator.ts";
import {
  Browser,
  goodPassword,
  invitedIn,
  openPeopleWorld,
  ownerIn,
  type PeopleWorld,
  setUpUrl,
  site,
} from "./testing/people-world.ts";

let world: PeopleWorld;
let owner: Browser;
const byRole = new Map<string, Browser>();

beforeAll(async () => {
  world = await openPeopleWorld(openSqlite({ path: ":memory:" }));
  owner = await ownerIn(world);
  byRole.set("nobody", new Browser(world));
  for (const role of roles) byRole.set(role, await invitedIn(world, owner, role, role, "second"));
});

/** Who may use what, written down a second time: all the others answer strangers. */
const forPeople = [
  "POST /link/accept",
  "POST /step-up/passkey/begin",
  "POST /step-up/passkey/finish",
  "POST /step-up/code",
  "GET /me",
  "PATCH /me",
  "GET /passkeys",
  "POST /passkeys/begin",
  "POST /passkeys/finish",
  "PATCH /passkeys/:id",
  "DELETE /passkeys/:id",
  "POST /password/seed",
  "PUT /password",
  "DELETE /password",
  "POST /recovery",
  "GET /sessions",
  "DELETE /sessions/:id",
  "DELETE /sessions",
];
const forOwners = [
  "GET /people",
  "POST /people/invitations",
  "DELETE /people/invitations/:id",
  "PATCH /people/:id",
  "DELETE /people/:id",
  "POST /people/:id/link",
  "DELETE /people/:id/sessions",
  "GET /keys",
  "POST /keys",
  "DELETE /keys/:id",
];
const forStrangers = [
  "GET /state",
  "POST /link",
  "POST /link/passkey/begin",
  "POST /link/passkey/finish",
  "POST /link/seed",
  "POST /link/password",
  "POST /sign-in/passkey/begin",
  "POST /sign-in/passkey/finish",
  "POST /sign-in/password",
  "POST /sign-in/recovery",
  "POST /sign-out",
];
const known = [...forStrangers, ...forPeople, ...forOwners];
const needStepUp = [
  ...["POST /passkeys/begin", "POST /passkeys/finish", "DELETE /passkeys/:id", "POST /password/seed", "PUT /password"],
  ...["DELETE /password", "POST /recovery", "POST /people/invitations", "PATCH /people/:id", "DELETE /people/:id"],
  ...["POST /people/:id/link", "POST /keys"],
];

describe("each route", () => {
  it("is in the table", () => {
    expect(authRoutes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...known].sort());
  });

  it.each(known.flatMap((route) => ["nobody", ...roles].map((role) => [route, role] as const)))(
    "%s answers or refuses %s as the table says",
    async (route, role) => {
      const [method = "", path = ""] = route.split(" ");
      if (/sign-out|DELETE \/(me|sessions|password)/.test(route)) return;
      const browser = byRole.get(role) ?? owner;
      const body = method === "GET" ? undefined : {};
      const { status, body: said } = await browser.ask(method, `${path.replace(":id", "none")}?book=second`, body);
      const stranger = role === "nobody" && !forStrangers.includes(route);
      const forbidden = role !== "nobody" && role !== "owner" && forOwners.includes(route);
      expect(said["code"] === "sign-in-needed").toBe(stranger);
      expect(said["code"] === "not-allowed").toBe(forbidden);
      expect(status).toBeLessThan(500);
    },
  );

  it("is closed in a book where one has no role, or that is not there", async () => {
    const elsewhere = byRole.get("owner") ?? owner;
    for (const book of ["main", "none"])
      expect((await elsewhere.ask("GET", `/people?book=${book}`)).body).toMatchObject({ code: "not-allowed" });
    expect((await owner.ask("GET", "/people?book=second")).status).toBe(200);
  });

  it.each(needStepUp)("%s wants a fresh proof", (route) => {
    const [method = "", path = ""] = route.split(" ");
    const found = authRoutes.find((one) => one.method === method && one.path === path);
    const who = { books: [{ id: "main", role: "owner" }], freshUntil: undefined } as never;
    expect(found && refuseUnfit(found, who)?.code).toBe("step-up-needed");
  });

  it.each(known.filter((route) => !route.startsWith("GET")))("%s refuses a page of another site", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    const address = path.replace(":id", "none");
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "" },
      { origin: "http://localhost:9999" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ])
      expect((await owner.ask(method, address, {}, headers)).body).toMatchObject({ status: 403, code: "cross-site" });
  });

  it("tells strange methods and addresses plainly", async () => {
    const wrong = await owner.ask("POST", "/me", {});
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, PATCH"]);
    expect((await owner.ask("GET", "/nowhere")).status).toBe(404);
    expect((await owner.ask("GET", "/sign-up/email")).status).toBe(404);
  });
});

describe("a session", () => {
  it("is Secure and bound to its host over https, and plain on this machine only", async () => {
    const cookie = async (origin: string) => {
      const fresh = await openPeopleWorld(openSqlite({ path: ":memory:" }));
      const browser = new Browser(fresh, { origin });
      const token = (await setUpUrl(fresh)).split("#")[1];
      const { body } = await browser.ask("POST", "/link/passkey/begin", { token, signIn: "ada", name: "Ada" });
      if (body["options"] === undefined) return body["code"];
      const response = await browser.device.make(body["options"], origin);
      const sent = { token, signIn: "ada", name: "Ada", ceremony: body["ceremony"], response };
      return (await browser.ask("POST", "/link/passkey/finish", sent)).headers
        .get("set-cookie")
        ?.replace(/=[\w-]{43}/, "");
    };
    expect(await cookie("https://shop.example")).toBe(
      "__Host-millrace_session; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure",
    );
    expect(await cookie(site)).toBe("millrace_session; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict");
    expect(await cookie("http://shop.example")).toBe("https-needed");
    expect(await cookie("http://127.0.0.1:8420")).toBe("passkey-needs-name");
  });

  it("of https is not taken from a cookie that plain http can set", async () => {
    expect(await owner.whoIs()).toBeDefined();
    const renamed = new Browser(world);
    renamed.cookie = `__Host-${owner.cookie}`;
    expect(await renamed.whoIs()).toBeUndefined();
  });

  it("changes its token with a fresh proof; the one before ends soon and is not fresh", async () => {
    const browser = await invitedIn(world, owner, "viewer", "vic");
    const before = browser.cookie;
    world.clock.advance(300_000);
    expect((await browser.whoIs())?.freshUntil).toBeUndefined();
    expect((await browser.ask("POST", "/recovery", {})).body).toMatchObject({ code: "step-up-needed" });
    expect((await browser.stepUp()).status).toBe(200);
    expect((await browser.whoIs())?.freshUntil).toBe(world.clock.now() + 300_000);
    expect((await browser.ask("POST", "/recovery", {})).body["recoveryCodes"]).toHaveLength(10);
    const former = new Browser(world);
    former.cookie = before;
    expect(await former.whoIs()).toMatchObject({ name: "vic" });
    expect((await former.whoIs())?.freshUntil).toBeUndefined();
    world.clock.advance(30_000);
    expect(await former.whoIs()).toBeUndefined();
    expect(await browser.whoIs()).toBeDefined();
  });

  it("is listed, and ended from another browser", async () => {
    const one = await invitedIn(world, owner, "viewer", "wim");
    const two = new Browser(world, { device: one.device });
    await two.signInByPasskey();
    const { body } = await one.ask("GET", "/sessions");
    const items = body["items"] as readonly { id: string; here: boolean }[];
    expect(items).toHaveLength(2);
    const other = items.find(({ here }) => !here);
    expect((await one.ask("DELETE", `/sessions/${other?.id}`)).body).toEqual({ done: true });
    expect([await two.whoIs(), await one.whoIs()].map((who) => who?.name)).toEqual([undefined, "wim"]);
    expect((await owner.ask("DELETE", `/sessions/${items.find(({ here }) => here)?.id}`)).status).toBe(404);
  });

  it("ends when it rests for a week, and after a month in any case", async () => {
    const fresh = await openPeopleWorld(openSqlite({ path: ":memory:" }));
    const browser = await ownerIn(fresh);
    const day = 24 * 3_600_000;
    for (let i = 0; i < 29; i++) {
      fresh.clock.advance(day);
      expect(await browser.whoIs()).toBeDefined();
    }
    fresh.clock.advance(day);
    expect(await browser.whoIs()).toBeUndefined();
    await browser.signInByPasskey();
    fresh.clock.advance(7 * day);
    expect(await browser.whoIs()).toBeUndefined();
  });
});

describe("a passkey", () => {
  it("counts only when the device looked at who holds it, and for this address", async () => {
    const lazy = new Browser(world, { device: virtualAuthenticator({ verifies: false }) });
    const invited = await owner.stepUp().then(() => owner.ask("POST", "/people/invitations", { role: "viewer" }));
    expect((await lazy.enterByLink(String(invited.body["url"]), "lazy")).body).toMatchObject({
      code: "passkey-refused",
    });
    const device = virtualAuthenticator();
    const phished = { ...device, make: (options: unknown) => device.make(options, "http://localhost.evil:8420") };
    const elsewhere = new Browser(world, { device: phished });
    expect((await elsewhere.enterByLink(String(invited.body["url"]), "phished")).status).toBe(401);
    // The link was not used up by what was refused.
    expect((await new Browser(world).enterByLink(String(invited.body["url"]), "zoe")).status).toBe(200);
  });

  it("cannot be shown twice, nor for another ceremony than it was asked for", async () => {
    const browser = new Browser(world, { device: owner.device });
    const { body } = await browser.ask("POST", "/sign-in/passkey/begin", {});
    const response = await browser.device.show(body["options"], site);
    const sent = { ceremony: body["ceremony"], response };
    expect((await owner.ask("POST", "/step-up/passkey/finish", sent)).status).toBe(410);
    expect((await browser.ask("POST", "/sign-in/passkey/finish", sent)).status).toBe(200);
    expect((await browser.ask("POST", "/sign-in/passkey/finish", sent)).status).toBe(410);
  });

  it("is not the last way in that can be removed", async () => {
    const browser = await invitedIn(world, owner, "viewer", "una");
    const { body } = await browser.ask("GET", "/passkeys");
    const [passkey] = body["items"] as readonly { id: string }[];
    expect((await browser.ask("DELETE", `/passkeys/${passkey?.id}`)).body).toMatchObject({ code: "last-way-in" });
    const { body: given } = await browser.ask("POST", "/password/seed", {});
    const seed = String(given["seed"]);
    const set = { password: goodPassword, seed, code: browser.code(seed) };
    expect((await browser.ask("PUT", "/password", { ...set, code: "000000" })).body).toMatchObject({
      code: "code-wrong",
    });
    expect((await browser.ask("PUT", "/password", set)).status).toBe(200);
    expect((await browser.ask("DELETE", `/passkeys/${passkey?.id}`)).status).toBe(200);
    expect((await browser.ask("DELETE", "/password")).body).toMatchObject({ code: "last-way-in" });
    // Another app: the key that opened the seed of the first one is destroyed.
    const { body: again } = await browser.ask("POST", "/password/seed", {});
    const other = String(again["seed"]);
    const changed = { password: goodPassword, seed: other, code: browser.code(other) };
    expect((await browser.ask("PUT", "/password", changed)).status).toBe(200);
    const { rows } = await sql<{ alive: bigint }>`SELECT count(wrapped) AS alive FROM data_key`.execute(
      world.parts.store.q,
    );
    expect(rows).toEqual([{ alive: 1n }]);
  });
});

describe("a key", () => {
  it("does what its scopes say in its book until it ends, and never steps up", async () => {
    const { body } = await owner.ask("POST", "/keys?book=second", {
      name: "Sheet",
      scopes: ["read", "export"],
      days: 2,
    });
    const key = String(body["key"]);
    const withKey = new Request(`${site}/api/v1/sales`, {
      headers: { authorization: `Bearer ${key}`, cookie: owner.cookie },
    });
    const principal = await world.people.whoIs(withKey);
    expect(principal?.books).toEqual([{ id: "second", role: "owner" }]);
    expect([
      principal?.may("export", "second"),
      principal?.may("export", "main"),
      principal?.may("admin", "second"),
    ]).toEqual([true, false, false]);
    expect(principal?.freshUntil).toBeUndefined();
    const stored = JSON.stringify((await owner.ask("GET", "/keys?book=second")).body);
    expect(stored).not.toContain(key);
    world.clock.advance(48 * 3_600_000);
    expect(await world.people.whoIs(withKey)).toBeUndefined();
  });

  it("that is wrong is not made up for by a cookie", async () => {
    for (const authorization of ["Bearer wrong", "Basic YTpi", `Bearer mlr_${"A".repeat(43)}`])
      expect(
        await world.people.whoIs(new Request(site, { headers: { authorization, cookie: owner.cookie } })),
      ).toBeUndefined();
  });
});

describe("bad input", () => {
  it("of any shape is refused in words, and never a mistake of ours", async () => {
    const words = [
      "signIn",
      "name",
      "password",
      "code",
      "token",
      "seed",
      "role",
      "scopes",
      "days",
      "ceremony",
      "response",
      "preferences",
      "__proto__",
    ];
    const body = fc.dictionary(fc.constantFrom(...words), fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 3 })), {
      noNullPrototype: true,
    });
    const route = fc.constantFrom(
      ...authRoutes.filter(({ method, path }) => method !== "GET" && !/sign-out|sessions/.test(path)),
    );
    await owner.stepUp();
    const id = fc.constantFrom("none", "%2e%2e", "a".repeat(100), "1");
    const shoot = async (one: (typeof authRoutes)[number], body: object, id: string, browser: Browser) => {
      const { status, body: said } = await browser.ask(one.method, one.path.replace(":id", id), body);
      expect(status).toBeLessThan(500);
      if (status >= 400) expect(String(said["title"]).length).toBeGreaterThan(10);
    };
    const strangers = fc.asyncProperty(route, body, id, (one, body, id) => shoot(one, body, id, new Browser(world)));
    await fc.assert(strangers, { numRuns: 200 });
    const viewer = byRole.get("viewer") ?? owner;
    await fc.assert(
      fc.asyncProperty(route, body, id, (one, body, id) => shoot(one, body, id, viewer)),
      { numRuns: 200 },
    );
    expect(world.faults).toEqual([]);
  });

  it.each([
    [{ role: "king" }, "role"],
    [{}, "role"],
    [{ role: ["owner"] }, "role"],
  ])("%j is told beside its field", async (body, field) => {
    await owner.stepUp();
    const said = await owner.ask("POST", "/people/invitations", body);
    expect(said).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it.each([
    ["[]", "application/json"],
    ["{", "application/json"],
    ["a=1", "application/x-www-form-urlencoded"],
    ['{"role":"viewer"}', "text/plain"],
    [`{"x":"${"y".repeat(70_000)}"}`, "application/json"],
  ])("%.20s as %s is no request", async (body, type) => {
    const request = new Request(`${site}/api/auth/people/invitations`, {
      method: "POST",
      headers: { host: "localhost:8420", origin: site, cookie: owner.cookie, "content-type": type },
      body,
    });
    const answer = await world.people.handle(request);
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "body-wrong" }]);
  });

  it("in a password says what is wrong with it", async () => {
    const token = (await owner.ask("POST", "/people/invitations", { role: "viewer" })).body["url"];
    const who = { token: String(token).split("#")[1], signIn: "carl@shop", name: "Carl", seed: "AAAA", code: "123456" };
    const said = async (password: string) =>
      (await new Browser(world).ask("POST", "/link/password", { ...who, password })).body["title"];
    expect(await said("short")).toContain("at least 12");
    expect(await said("aaaaaaaaaaaaaaa")).toContain("repeats");
    expect(await said("my carl@shop login")).toContain("sign-in name");
    expect(await said(goodPassword)).toContain("no seed");
  });
});
