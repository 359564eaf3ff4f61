import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type RecordedRequest = {
  readonly method: string;
  /** Below the base address, without the query: "/sales". */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** The whole address as it was sent, with the query. */
  readonly url: string;
};

/** An answer as a platform once gave it. */
export type RecordedAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Never answers. */
  readonly hangs?: boolean;
  /** Ends the connection in the middle of the body. */
  readonly cut?: boolean;
};

export type Answering = (request: RecordedRequest) => RecordedAnswer;

/** A server on this machine that gives recorded answers and remembers what it was asked. */
export type RecordedServer = {
  readonly origin: string;
  readonly requests: readonly RecordedRequest[];
  close(): Promise<void>;
};

/** An answer of JSON text. */
export function json(value: unknown, status = 200): RecordedAnswer {
  return { status, body: typeof value === "string" ? value : JSON.stringify(value) };
}

/** @param basePath the part of each path that belongs to the base address, e.g. "/v2" */
export async function openRecordedServer(basePath: string, answering: Answering): Promise<RecordedServer> {
  const requests: RecordedRequest[] = [];
  const server = createServer((incoming, response) => {
    let body = "";
    incoming.setEncoding("utf8");
    incoming.on("data", (chunk: string) => {
      body += chunk;
    });
    incoming.on("end", () => {
      const request = requestOf(incoming, body, basePath);
      requests.push(request);
      give(answering(request), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function requestOf(incoming: IncomingMessage, body: string, basePath: string): RecordedRequest {
  const url = incoming.url ?? "";
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const path = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : `outside${pathname}`;
  return { method: incoming.method ?? "", path, query: searchParams, headers: incoming.headers, body, url };
}

function give(answer: RecordedAnswer, response: ServerResponse): void {
  if (answer.hangs) return;
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status ?? 200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(bytes.length),
    ...answer.headers,
  });
  if (!answer.cut) response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}
