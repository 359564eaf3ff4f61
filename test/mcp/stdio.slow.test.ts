import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { canaries, shopFile } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const program = join(import.meta.dirname, "../../bin/millrace.mjs");

beforeAll(async () => {
  const file = shopFile(folder.path, "sales.csv", 1, 3);
  expect(await cli(dataDir, ["import", file])).toMatchObject({ code: 0 });
});
afterAll(() => folder.remove());

/** Starts `millrace mcp` as an assistant's program does. */
async function started(...more: string[]): Promise<{ readonly client: Client; readonly pid: number }> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, "mcp", ...more],
    env: { MILLRACE_DATA_DIR: dataDir, PATH: process.env["PATH"] ?? "" },
    stderr: "inherit",
  });
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  return { client, pid: transport.pid ?? 0 };
}

describe("`millrace mcp` as a program of its own", () => {
  it("lets an assistant read and propose, tells it no buyer, and ends when it goes", async () => {
    const { client, pid } = await started();
    const earned = await client.callTool({ name: "earned", arguments: {} });
    expect(JSON.stringify(earned)).toContain("87.00");
    const story = JSON.stringify(await client.callTool({ name: "sale_story", arguments: { id: "sale-1" } }));
    expect(story).toContain("gumroad/sale/sale-1");
    expect(story).not.toContain(canaries.email);
    const asked = await client.callTool({ name: "ask_person", arguments: { title: "Look at sale 1." } });
    expect(asked.isError ?? false).toBe(false);
    // Other programs may use the same books meanwhile.
    expect((await cli(dataDir, ["actions", "list", "--json"])).out).toContain("Look at sale 1.");
    await client.close();
    await expect.poll(() => lives(pid), { timeout: 10_000 }).toBe(false);
  });

  it("only reads when it was started so", async () => {
    const { client } = await started("--read-only");
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).not.toContain("propose_refund");
    await client.close();
  });
});

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
