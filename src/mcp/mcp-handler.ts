import { type AuthInfo, createMcpHandler, originValidationResponse } from "@modelcontextprotocol/server";
import { counted } from "../domain/text/amount-text.ts";
import type { Caller, McpDeps } from "./caller.ts";
import { createMcpServer } from "./create-server.ts";

export type McpHandlerDeps = McpDeps & {
  /**
   * Names under which this installation may be asked for, with their ports, as a browser writes them. Absent: the name
   * that was asked for, where whoever passes requests on has looked at it.
   */
  readonly hosts?: () => readonly string[];
  /** Counts one request of a caller; the seconds to wait when it is one too many. Absent: nothing is counted. */
  readonly take?: (caller: string) => number | undefined;
};

/** Who asks; undefined for nobody that is known. It reads the key from the request's headers. */
export type WhoIs = (request: Request) => Promise<Caller | undefined>;

export type McpHandler = {
  /** Answers one request at `/mcp`. */
  readonly fetch: (request: Request) => Promise<Response>;
  close(): Promise<void>;
};

/** More than any call of a tool needs. */
const bodyBytesMax = 262_144;

/**
 * MCP over streamable HTTP. Only keys open it: a browser's session would let any page speak through it. A page of
 * another origin is refused before anybody looks at its key.
 */
export function mcpHandler(deps: McpHandlerDeps, whoIs: WhoIs): McpHandler {
  const callers = new WeakMap<AuthInfo, Caller>();
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const caller = authInfo && callers.get(authInfo);
      if (caller === undefined) throw new Error("nobody comes here without a key");
      return createMcpServer(deps, caller);
    },
    {
      maxRequestBodySize: bodyBytesMax,
      maxSubscriptions: 64,
      onerror: (cause) => deps.workplace.log.warn({ room: "mcp", err: cause }, "A request of an assistant went wrong."),
    },
  );
  return {
    fetch: async (request) => {
      const hosts = deps.hosts?.() ?? [request.headers.get("host") ?? new URL(request.url).host];
      const foreign = originValidationResponse(request, hosts.map(hostName));
      if (foreign) return foreign;
      const caller = await whoIs(request);
      if (caller === undefined) return refused(401, "Give an API key: Authorization: Bearer <key>.");
      if (caller.via === "session") return refused(403, "A session does not open this door; make an API key.");
      if (!caller.may("read") && !caller.may("propose")) return refused(403, "This key may neither read nor propose.");
      const seconds = deps.take?.(caller.id);
      if (seconds !== undefined) return tooMany(seconds);
      // Its own object for each request: it is what leads the server back to the caller. The key itself goes no further.
      const authInfo: AuthInfo = { token: "", clientId: caller.id, scopes: [] };
      callers.set(authInfo, caller);
      return handler.fetch(request, { authInfo });
    },
    close: () => handler.close(),
  };
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, "");
}

function tooMany(seconds: number): Response {
  const sentence = `That was more than can be answered within a minute; try again in ${counted(seconds, "second")}.`;
  return refused(429, sentence, { "retry-after": String(seconds) });
}

function refused(status: 401 | 403 | 429, sentence: string, more: Readonly<Record<string, string>> = {}): Response {
  const body = { jsonrpc: "2.0", error: { code: -32_001, message: sentence }, id: null };
  const headers = {
    "content-type": "application/json",
    "cache-control": "no-store",
    ...(status === 401 ? { "www-authenticate": 'Bearer realm="millrace"' } : {}),
    ...more,
  };
  return new Response(`${JSON.stringify(body)}\n`, { status, headers });
}
