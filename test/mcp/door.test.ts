import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mcpDoor } from "../../src/engine/mcp-door.ts";
import { keyPrincipal } from "../../src/people/principal.ts";
import { address, keys, type McpWorld, openMcpWorld } from "./world.ts";

let world: McpWorld;
beforeAll(async () => {
  world = await openMcpWorld();
});
afterAll(() => world.close());

const listing = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });

function ask(headers: Readonly<Record<string, string>>, body = listing): Promise<Response> {
  const usual = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  return world.fetch(new Request(address, { method: "POST", headers: { ...usual, ...headers }, body }));
}
const withKey = { authorization: `Bearer ${keys.all}` };

describe("the assistants' door", () => {
  it.each<[string, Record<string, string>, number]>([
    ["nobody", {}, 401],
    ["a key that is not known", { authorization: "Bearer guess" }, 401],
    ["a key that may nothing", { authorization: `Bearer ${keys.none}` }, 403],
    ["a browser's session", { authorization: "Bearer cookie" }, 403],
    ["a page of another origin, even with a key", { ...withKey, origin: "https://evil.example" }, 403],
    ["a page without an origin of its own", { ...withKey, origin: "null" }, 403],
    ["a program with a key", withKey, 200],
    ["a page of its own", { ...withKey, origin: "http://127.0.0.1:8420" }, 200],
  ])("answers %s as it should", async (_, headers, status) => {
    const answer = await ask(headers);
    expect(answer.status).toBe(status);
    const text = await answer.text();
    if (status !== 200) expect(text).not.toContain("earned");
    if (status === 401) expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  });

  it("knows the keys that people made, and looks for the page's own origin where it is mounted", async () => {
    const main = [{ id: "main", role: "viewer" }] as const;
    const key = keyPrincipal({ id: "p1", name: "Ada", through: "key-1", books: main, scopes: ["read", "propose"] });
    const { workplace } = world.engine;
    const door = mcpDoor(
      { workplace, facts: { version: "1" } },
      { whoIs: async (request) => (request.headers.get("authorization") === "Bearer ada" ? key : undefined) },
    );
    const usual = { "content-type": "application/json", accept: "application/json, text/event-stream" };
    const asked = (headers: Readonly<Record<string, string>>) =>
      door(new Request(address, { method: "POST", headers: { ...usual, ...headers }, body: listing }));
    const own = await asked({ authorization: "Bearer ada", origin: "http://127.0.0.1:8420" });
    // A viewer's key proposes nothing, whatever its scopes say.
    expect(await own.text()).toMatch(/^(?!.*propose_refund).*list_sales/s);
    expect((await asked({ authorization: "Bearer eve" })).status).toBe(401);
    expect((await asked({ authorization: "Bearer ada", origin: "http://evil.example" })).status).toBe(403);
  });

  it("counts what each key asks, and says when to come back", async () => {
    const main = [{ id: "main", role: "owner" }] as const;
    const keyOf = (through: string) => keyPrincipal({ id: "p1", name: "Ada", through, books: main, scopes: ["read"] });
    const whoIs = async (request: Request) => keyOf(request.headers.get("authorization") ?? "");
    const { workplace } = world.engine;
    const door = mcpDoor({ workplace, facts: { version: "1" } }, { whoIs });
    const asked = (authorization: string) => {
      const headers = { "content-type": "application/json", accept: "application/json", authorization };
      return door(new Request(address, { method: "POST", headers, body: "{}" }));
    };
    for (let i = 0; i < 300; i++) expect((await asked("busy")).status).not.toBe(429);
    const refused = await asked("busy");
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect(await refused.text()).toMatch(/try again in \d+ seconds?\./);
    expect((await asked("calm")).status).not.toBe(429);
  });

  it("refuses what is too large, and what is no message, without falling over", async () => {
    expect((await ask(withKey, `"${"x".repeat(300_000)}"`)).status).toBe(413);
    for (const body of ["", "{", "[]", "null", '{"jsonrpc":"2.0"}', '{"jsonrpc":"2.0","id":1,"method":"rm"}'])
      expect((await ask(withKey, body)).status).toBeLessThan(500);
  });

  it.each(["2026-07-28", undefined] as const)("speaks with clients of %s", async (era) => {
    const client = await world.client(keys.all, era === undefined ? undefined : era);
    expect((await client.callTool({ name: "audit_state", arguments: {} })).isError ?? false).toBe(false);
    await client.close();
  });
});
