import type { Readable, Writable } from "node:stream";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { McpDeps, Scope } from "./caller.ts";
import { createMcpServer } from "./create-server.ts";

export type StdioOptions = {
  readonly input: Readable;
  readonly output: Writable;
  /** What may be done; whoever starts the program is the owner, and may give an assistant less. */
  readonly scopes: readonly Scope[];
  /** Ends the connection. */
  readonly stop: AbortSignal;
};

/** A message longer than this ends the connection. */
const messageBytesMax = 1_048_576;

/** Speaks MCP over two streams until the client closes them or `stop` aborts. */
export async function serveMcpStdio(deps: McpDeps, options: StdioOptions): Promise<void> {
  const { input, output, scopes, stop } = options;
  const transport = new StdioServerTransport(input, output, { maxBufferSize: messageBytesMax });
  const caller = {
    id: "local",
    name: "on this machine",
    via: "local" as const,
    may: (scope: Scope) => scopes.includes(scope),
  };
  const served = serveStdio(() => createMcpServer(deps, caller), {
    transport,
    onerror: (cause) => deps.workplace.log.warn({ room: "mcp", err: cause }, "A message of an assistant went wrong."),
  });
  await new Promise<void>((resolve) => {
    const over = (): void => resolve();
    input.once("end", over);
    input.once("close", over);
    stop.addEventListener("abort", over, { once: true });
    if (stop.aborted) over();
  });
  await served.close();
}
