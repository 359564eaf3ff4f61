import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { createGumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { quietShop } from "../../sandbox/testing/open-twin.ts";
import { fixedClock } from "../../src/base/clock.ts";
import { loadConfig } from "../../src/base/config.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { ruleFilesIn } from "../../src/engine/rule-files.ts";
import { createEngine } from "../../src/engine.ts";
import type { Caller, Scope } from "../../src/mcp/caller.ts";
import { mcpHandler } from "../../src/mcp/mcp-handler.ts";
import type { Engine } from "../../src/operations/engine-port.ts";
import { cli, commandTime } from "../support/command-line.ts";
import { type GumroadServer, serveGumroad } from "../support/gumroad-server.ts";
import { temporaryFolder } from "../support/installation.ts";
import { shopFile } from "../support/owner-shop.ts";

export const address = "http://127.0.0.1:8420/mcp";
export const keys = { all: "key-all", read: "key-read", other: "key-other-books", none: "key-nothing" } as const;

/** A shop at a simulated Gumroad and a file of sales to the canary, with the assistants' door in front of them. */
export type McpWorld = {
  readonly engine: Engine;
  readonly dataDir: string;
  readonly server: GumroadServer;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly say: (...args: string[]) => ReturnType<typeof cli>;
  /** What the door answers to a request. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The official client, with a key. */
  readonly client: (key?: string, era?: "2026-07-28" | "2025-11-25") => Promise<Client>;
  close(): Promise<void>;
};

/** Makes one; the twin's world stands still at `commandTime`. */
export async function openMcpWorld(): Promise<McpWorld> {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, "data");
  const clock = fixedClock(commandTime);
  const twin = createGumroadTwin({ seed: "assistants", clock, shop: quietShop() });
  const server = await serveGumroad(twin);
  const variables = { MILLRACE_SANDBOX: server.url, MILLRACE_GUMROAD_TOKEN: twin.token };
  const say = (...args: string[]) => cli(dataDir, args, { clock, variables });
  const files = join(folder.path, "files");
  mkdirSync(files);
  const file = shopFile(files, "sales.csv", 1, 12);
  for (const args of [["connect", "gumroad"], ["sync"], ["import", file], ["books", "add", "second"]]) {
    const said = await say(...args);
    if (said.code !== 0) throw new Error(`${args.join(" ")}: ${said.err}`);
  }
  const engine = await openEngine(dataDir, clock, variables);
  const { workplace } = engine;
  const handler = mcpHandler(
    { workplace, facts: { version: "0.0.0-test" }, hosts: () => ["127.0.0.1:8420"] },
    async (request) => callers.get((request.headers.get("authorization") ?? "").replace("Bearer ", "")),
  );
  return {
    engine,
    dataDir,
    server,
    clock,
    say,
    fetch: handler.fetch,
    client: async (key = keys.all, era) => {
      const client = new Client(
        { name: "test", version: "1" },
        era === undefined ? {} : { versionNegotiation: { mode: { pin: era } } },
      );
      const transport = new StreamableHTTPClientTransport(new URL(address), {
        requestInit: { headers: { authorization: `Bearer ${key}` } },
        fetch: (url, init) => handler.fetch(new Request(url, init)),
      });
      await client.connect(transport);
      return client;
    },
    close: async () => {
      await handler.close();
      await engine.stop();
      await server.close();
      folder.remove();
    },
  };
}

const callers: ReadonlyMap<string, Caller> = new Map([
  [keys.all, caller("k1", ["read", "propose"])],
  [keys.read, caller("k2", ["read"])],
  [keys.other, caller("k3", ["read"], "second")],
  [keys.none, caller("k4", [])],
  ["cookie", { ...caller("s1", ["read", "propose"]), via: "session" }],
]);

function caller(id: string, scopes: readonly Scope[], only?: string): Caller {
  const may: Caller["may"] = (scope, book) =>
    scopes.includes(scope) && (only === undefined || book === undefined || book.slug === only);
  return { id, name: `helper ${id}`, via: "key", may };
}

function openEngine(
  dataDir: string,
  clock: ReturnType<typeof fixedClock>,
  variables: Readonly<Record<string, string>>,
): Promise<Engine> {
  const environment = {
    variables: { MILLRACE_DATA_DIR: dataDir, ...variables },
    platform: process.platform,
    homeDir: "/",
    workingDir: "/",
  };
  const loaded = loadConfig(environment);
  if (!loaded.ok) throw new Error("the settings are read");
  return createEngine({
    loaded: loaded.value,
    as: "command",
    clock,
    random: systemRandom,
    ids: uuidV7(clock, systemRandom),
    pid: process.pid,
    version: "0.0.0-test",
    onTrouble: () => undefined,
    ruleFiles: () => ruleFilesIn(join(import.meta.dirname, "../../policy")),
  });
}
