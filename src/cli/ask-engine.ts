import type { Config } from "../base/config.ts";
import { createHttp } from "../base/egress/create-http.ts";
import { networkTransport } from "../base/egress/network-transport.ts";
import type { CliContext } from "./context.ts";

/**
 * Asks the engine on this machine for JSON; undefined when it does not answer there, or listens elsewhere only. Never
 * asks beyond this machine.
 */
export async function askEngine(path: string, { port }: Pick<Config, "port">, context: CliContext): Promise<unknown> {
  if (port === 0) return undefined;
  const transport = networkTransport();
  try {
    const http = createHttp({
      service: "engine",
      title: "The engine",
      baseUrl: `http://127.0.0.1:${port}`,
      // What is served on this machine only.
      sandbox: true,
      limits: [],
      transport,
      clock: context.clock,
      random: context.random,
    });
    const answer = await http.call({ method: "GET", path, timeoutMs: 5_000, signal: context.stop });
    return answer.ok && answer.value.status === 200 ? (JSON.parse(answer.value.text) as unknown) : undefined;
  } finally {
    await transport.close();
  }
}
