import { serve as listen, type ServerType } from "@hono/node-server";
import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { createApp } from "./app.ts";
import type { ApiDeps } from "./deps.ts";

export type Served = { readonly url: string; close(): Promise<void> };

/** Listens; resolves when the page can be asked for. Throws a `ProblemError` when the port cannot be had. */
export async function serve(
  deps: Omit<ApiDeps, "hosts" | "ends">,
  at: { readonly host: string; readonly port: number },
): Promise<Served> {
  let hosts: readonly string[] = [];
  const ending = new AbortController();
  const app = createApp({ ...deps, hosts: () => hosts, ends: ending.signal });
  const server = await opened(app.fetch, at);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : at.port;
  hosts = hostsFor(at.host, port);
  return {
    url: `http://${hosts[0]}`,
    close: () => {
      ending.abort();
      return closed(server);
    },
  };
}

/** The names under which this machine may be asked, as a browser writes them. */
function hostsFor(host: string, port: number): readonly string[] {
  const own = host.includes(":") ? `[${host}]` : host;
  const names = host === "0.0.0.0" || host === "::" ? ["127.0.0.1"] : [own];
  const all = [...new Set([...names, "127.0.0.1", "localhost", "[::1]"])];
  // A browser leaves port 80 out.
  return all.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
}

function opened(
  fetch: Parameters<typeof listen>[0]["fetch"],
  at: { readonly host: string; readonly port: number },
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, hostname: at.host, port: at.port }, () => resolve(server));
    server.on("error", (cause: NodeJS.ErrnoException) =>
      reject(new ProblemError(notListening(cause.code ?? "", at), { cause })),
    );
  });
}

function notListening(code: string, { host, port }: { readonly host: string; readonly port: number }): Problem {
  switch (code) {
    case "EADDRINUSE":
      return problem("port-busy", `Port ${port} is taken by another program.`, {
        fix: `Set MILLRACE_PORT to another one, for example MILLRACE_PORT=${port === 65_535 ? 8421 : port + 1}, or stop that program.`,
      });
    case "EACCES":
      return problem("port-forbidden", `This user may not listen on port ${port}.`, {
        fix: "Set MILLRACE_PORT to one above 1023.",
      });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return problem("host-not-here", `This machine has no address ${host}.`, {
        fix: "Set MILLRACE_HOST to 127.0.0.1 or to an address of this machine.",
      });
    default:
      return problem(
        "not-listening",
        `The page cannot be opened on ${host}, port ${port} (${code || "unknown reason"}).`,
        {
          fix: "Check MILLRACE_HOST and MILLRACE_PORT.",
        },
      );
  }
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Browsers keep connections open; what is idle need not be waited for.
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
