import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RunningEngine } from "./processes.ts";

const program = join(import.meta.dirname, "../../bin/millrace.mjs");

type Answer = { readonly id?: number; readonly result?: ToolAnswer; readonly error?: { readonly message: string } };
/** What a tool of the assistant's answered: its own fields. */
export type ToolAnswer = { readonly isError?: boolean; readonly structuredContent?: Record<string, unknown> };

/**
 * Calls one tool as an assistant on the same machine does: a process of its own on the engine's data, which speaks the
 * Model Context Protocol line by line.
 */
export async function callTool(
  engine: RunningEngine,
  env: Readonly<Record<string, string>>,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [program, "mcp"], {
    env: { ...process.env, MILLRACE_DATA_DIR: engine.dataDir, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const tell = (message: object): boolean => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const client = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "walk", version: "1" } };
  try {
    tell({ id: 1, method: "initialize", params: client });
    for await (const line of createInterface({ input: child.stdout })) {
      const { id, result, error } = JSON.parse(line) as Answer;
      if (error) throw new Error(error.message);
      if (id === 1) {
        tell({ method: "notifications/initialized" });
        tell({ id: 2, method: "tools/call", params: { name, arguments: args } });
      }
      if (id === 2) {
        if (result?.isError) throw new Error(`${name}: ${JSON.stringify(result)}`);
        return result?.structuredContent ?? {};
      }
    }
    throw new Error(`${name}: the assistant's door closed without an answer`);
  } finally {
    child.kill();
  }
}
