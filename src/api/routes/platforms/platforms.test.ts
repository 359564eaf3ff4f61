import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { livelyShop, type OpenTwin, openTwin } from "../../../../sandbox/testing/open-twin.ts";
import { networkTransport } from "../../../base/egress/network-transport.ts";
import { seededRandom } from "../../../base/random.ts";
import { openPlatforms } from "../../../operations/platforms.ts";
import type { Workplace } from "../../../operations/workplace.ts";
import { connectors } from "../../../platforms/registry.ts";
import type { consentBegun, consentState, messageAddresses, platformBoard } from "../../contract/platforms.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

type Board = z.infer<typeof platformBoard>;
type Refused = { readonly code: string; readonly title: string; readonly errors?: readonly { field: string }[] };

let base: TestApi;
let api: TestApi;
let twin: OpenTwin;
let run: () => Promise<void>;
beforeAll(async () => {
  twin = await openTwin({ shop: livelyShop(40) });
  base = await openTestApi();
  const { clock, log } = base.workplace;
  const door = { connectors, transport: networkTransport, sandbox: twin.served.url, clock, log };
  const platforms = openPlatforms({ ...door, random: seededRandom(5n) });
  // The work in line is done by the workplace it was defined for: that one gets the way to the twin too.
  // Time stands still, so that whoever waits for a browser waits until it came.
  const sleep = (ms: number, signal?: AbortSignal) => (ms < 60_000 ? clock.sleep(ms, signal) : ended(signal));
  Object.assign(base.workplace, { platforms, clock: { ...clock, sleep } });
  const workplace: Workplace = base.workplace;
  api = await openTestApi({ workplace, random: seededRandom(7n), publicUrl: "https://shop.example" });
  run = async () => void (await workplace.jobs.runDue());
  await twin.door("POST", "consent", { mode: "auto" });
});
afterAll(async () => {
  await api.close();
  await base.close();
  await twin[Symbol.asyncDispose]();
});

const ended = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));

const board = async (): Promise<Board> => (await api.ask<Board>("viewer", "/api/v1/platforms")).json;
const give = (token: string) => ({ method: "PUT", body: { credentials: { token } } });
const post = (body: unknown = {}) => ({ method: "POST", body });

describe("what can be connected", () => {
  it("tells what a platform reads, writes and asks for before anything is connected", async () => {
    const { items, known } = await board();
    expect(items).toEqual([]);
    const gumroad = known.find(({ platform }) => platform === "gumroad");
    expect(gumroad).toMatchObject({ kind: "live", tells: true, canList: false });
    expect(gumroad?.reads.map(({ id }) => id)).toEqual(["products", "sales", "payouts"]);
    expect(gumroad?.writes.map(({ kind }) => kind)).toContain("listing.price");
    expect(gumroad?.fields).toMatchObject([{ name: "token", secret: true }]);
    expect(known.find(({ platform }) => platform === "etsy")).toMatchObject({ kind: "files", title: "Etsy" });
  });

  it("says in a sentence beside the field what is wrong with a token, and keeps nothing", async () => {
    const wrong = await api.ask<Refused>("owner", "/api/v1/platforms/gumroad", give("not-the-token-of-anybody"));
    expect(wrong.status).toBe(422);
    expect(wrong.json.errors).toMatchObject([{ field: "token", message: expect.stringContaining("Gumroad") }]);
    for (const token of ["", "two words"]) {
      const odd = await api.ask<Refused>("owner", "/api/v1/platforms/gumroad/try", {
        method: "POST",
        body: { credentials: { token } },
      });
      expect(odd.status).toBe(422);
      expect(odd.json.errors).toMatchObject([{ field: "token" }]);
    }
    const strange = { method: "PUT", body: { credentials: { token: "x", secrets: "y" } } };
    expect((await api.ask<Refused>("owner", "/api/v1/platforms/gumroad", strange)).json).toMatchObject({
      code: "credential-wrong",
      errors: [{ field: "secrets" }],
    });
    expect((await board()).items).toEqual([]);
  });

  it("names what was meant where a platform is unknown, and lets only those connect who may", async () => {
    for (const [path, request] of [
      ["/api/v1/platforms/gumrod", give("x")],
      ["/api/v1/platforms/gumrod/sync", post()],
      ["/api/v1/platforms/gumrod", {}],
    ] as const) {
      const unknown = await api.ask<{ detail: string }>("owner", path, request);
      expect(unknown).toMatchObject({ status: 404, json: { code: "platform-unknown" } });
      expect(unknown.json.detail).toContain("Did you mean gumroad?");
    }
    expect((await api.ask("approver", "/api/v1/platforms/gumroad", give("x"))).status).toBe(403);
    const early = await api.ask("owner", "/api/v1/platforms/gumroad/sync", post());
    expect(early).toMatchObject({ status: 404, json: { code: "not-connected" } });
  });
});

describe("an account that is connected", () => {
  it("is tried first, then kept with its last four signs told once, and reads itself in", async () => {
    const tried = await api.ask(
      "owner",
      "/api/v1/platforms/gumroad/try",
      post({ credentials: { token: twin.twin.token } }),
    );
    expect(tried).toMatchObject({ status: 200, json: { again: false } });
    const done = await api.ask("owner", "/api/v1/platforms/gumroad", give(` ${twin.twin.token}\n`));
    expect(done).toMatchObject({
      status: 200,
      json: { platform: "gumroad", again: false, endsWith: twin.twin.token.slice(-4), pings: { state: "on" } },
    });
    expect(done.text).not.toContain(twin.twin.token);
    expect((await board()).items).toMatchObject([{ name: "gumroad", state: "reading", readAt: null, recentSales: 0 }]);
    await run();
    const [card] = (await board()).items;
    expect(card).toMatchObject({ state: "connected", trouble: null, way: "given", earned: { currency: "USD" } });
    expect(card?.recentSales).toBeGreaterThan(0);
    expect(card?.listings).toBeGreaterThan(0);
    expect(card?.earned.level.sources).toMatchObject([{ source: "gumroad" }]);
    expect(api.logged.join("")).not.toContain(twin.twin.token);
  });

  it("is read again when somebody asks, and each list tells when it was", async () => {
    expect((await api.ask("viewer", "/api/v1/platforms/gumroad/sync", post())).status).toBe(403);
    base.clock.advance(60_000);
    const asked = await api.ask<{ askedAt: string }>("approver", "/api/v1/platforms/gumroad/sync", post());
    expect(asked).toMatchObject({ status: 202, json: { lists: 3, fresh: 3 } });
    const again = await api.ask("approver", "/api/v1/platforms/gumroad/sync", post({ full: false }));
    expect(again).toMatchObject({ status: 202, json: { lists: 3, fresh: 0 } });
    await run();
    const [card] = (await board()).items;
    for (const { readAt } of card?.streams ?? []) expect((readAt ?? "") >= asked.json.askedAt).toBe(true);
  });

  it("pauses with the reason that was given and says whose it was, and goes on when resumed", async () => {
    const why = "After the holidays";
    const paused = await api.ask("approver", "/api/v1/platforms/gumroad/pause", post({ why }));
    expect(paused).toMatchObject({ status: 200, json: { state: "paused", changed: [{ platform: "gumroad" }] } });
    expect((await board()).items[0]).toMatchObject({ state: "paused", paused: { why, byYou: false } });
    const own = await api.ask<Board>("approver", "/api/v1/platforms");
    expect(own.json.items[0]).toMatchObject({ paused: { byYou: true } });
    const sync = await api.ask("approver", "/api/v1/platforms/gumroad/sync", post());
    expect(sync).toMatchObject({ status: 409, json: { code: "platform-paused" } });
    expect((await api.ask("approver", "/api/v1/platforms/gumroad/resume", { method: "POST" })).status).toBe(200);
    expect((await board()).items[0]).toMatchObject({ state: "connected", paused: null });
  });

  it("shows the address for messages only to those who may configure, and it is the platform's own", async () => {
    const path = "/api/v1/platforms/gumroad/messages";
    expect((await api.ask("approver", path)).status).toBe(403);
    const { json } = await api.ask<z.infer<typeof messageAddresses>>("owner", path);
    expect(json.items[0]?.address).toBe(`https://shop.example${json.items[0]?.path}`);
    expect(json.items[0]?.howTo.join(" ")).toContain(json.items[0]?.address);
    const ping = {
      method: "POST",
      body: "sale_id=x",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
    expect((await api.fetch("nobody", json.items[0]?.path ?? "", ping)).status).toBe(204);
  });

  it("is found under the paths that other programs know", async () => {
    const listed = await api.ask<Board>("key read", "/api/passive-income/platforms");
    expect(listed.json.items.map(({ name }) => name)).toEqual(["gumroad"]);
    const one = await api.ask<{ manifest: { title: string } }>("key read", "/api/passive-income/platforms/gumroad");
    expect(one.json.manifest.title).toBe("Gumroad");
    for (const [verb, state] of [
      ["deactivate", "paused"],
      ["activate", "on"],
    ] as const)
      expect(
        await api.ask("key operate", `/api/passive-income/platforms/gumroad/${verb}`, { method: "POST" }),
      ).toMatchObject({ status: 200, json: { state } });
    const sync = await api.ask("key operate", "/api/passive-income/platforms/gumroad/sync", { method: "POST" });
    expect(sync.status).toBe(202);
  });

  it("asks to be connected again when the platform takes its access away, and is whole with a new one", async () => {
    await run();
    twin.twin.changeToken("revoke");
    base.clock.advance(60_000);
    await api.ask("owner", "/api/v1/platforms/gumroad/sync", post());
    await run();
    const [card] = (await board()).items;
    expect(card).toMatchObject({ state: "reconnect", trouble: { sentence: expect.stringMatching(/^Gumroad .*\.$/) } });
  });
});

describe("a sign-in at the platform", () => {
  const client = () => ({ "client-id": twin.twin.app.id, "client-secret": twin.twin.app.secret });

  it("ends by itself when the browser comes back to this machine", async () => {
    const begun = await api.ask<z.infer<typeof consentBegun>>(
      "owner",
      "/api/v1/platforms/gumroad/consent",
      post({ credentials: client() }),
    );
    expect(begun.status).toBe(200);
    expect(begun.text).not.toContain(twin.twin.app.secret);
    const path = `/api/v1/platforms/gumroad/consent/${begun.json.id}`;
    expect((await api.ask<z.infer<typeof consentState>>("owner", path)).json.state).toBe("waiting");
    expect((await api.ask("key configure", path)).status).toBe(404);
    await fetch(begun.json.url);
    let state = "waiting";
    for (let i = 0; i < 200 && state === "waiting"; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      state = (await api.ask<z.infer<typeof consentState>>("owner", path)).json.state;
    }
    expect(state).toBe("connected");
    expect((await board()).items).toMatchObject([{ way: "consent", trouble: null }]);
  });

  it("takes the address pasted where the browser is on another machine, and lets a wrong paste be put right", async () => {
    const { json } = await api.ask<z.infer<typeof consentBegun>>(
      "owner",
      "/api/v1/platforms/gumroad/consent",
      post({ credentials: client() }),
    );
    const path = `/api/v1/platforms/gumroad/consent/${json.id}`;
    const wrong = await api.ask("owner", path, post({ pasted: "https://example.com/?code=1" }));
    expect(wrong).toMatchObject({ status: 200, json: { state: "failed", title: expect.stringContaining("Gumroad") } });
    const page = await fetch(json.url, { redirect: "manual" });
    const right = await api.ask("owner", path, post({ pasted: page.headers.get("location") }));
    expect(right).toMatchObject({ status: 200, json: { state: "connected", connected: { again: true } } });
  });

  it("needs the owner's application, each part beside its field", async () => {
    const ask = (credentials: object) =>
      api.ask<Refused>("owner", "/api/v1/platforms/gumroad/consent", post({ credentials }));
    expect((await ask({})).json.errors).toMatchObject([{ field: "client-id" }]);
    expect((await ask({ "client-id": "a" })).json.errors).toMatchObject([{ field: "client-secret" }]);
    const over = await api.ask("owner", "/api/v1/platforms/gumroad/consent/never-begun");
    expect(over).toMatchObject({ status: 404, json: { code: "unknown-consent" } });
  });
});

describe("an account that is removed", () => {
  it("loses its access for good, and what it brought stays", async () => {
    const sum = async () => (await api.ask<{ count: number }>("viewer", "/api/v1/report")).text;
    const before = JSON.parse(await sum());
    expect((await api.ask("approver", "/api/v1/platforms/gumroad", { method: "DELETE" })).status).toBe(403);
    const removed = await api.ask("owner", "/api/v1/platforms/gumroad", { method: "DELETE" });
    expect(removed).toMatchObject({ status: 200, json: { state: "removed" } });
    expect(JSON.parse(await sum()).totals).toEqual(before.totals);
    const after = await board();
    expect(after.items.filter(({ state }) => state !== "files")).toEqual([]);
  });
});
