import { createServer, type Socket } from "node:net";

/** A server on loopback that answers with bytes, so that it can answer wrongly. */
export type WireServer = {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Everything that was sent to it, one text for each connection. */
  readonly heard: readonly string[];
  close(): Promise<void>;
};

/** `answer` is called for the beginning of each request; `nth` counts requests from 0. */
export async function wireServer(answer: (socket: Socket, nth: number) => void): Promise<WireServer> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    const mine = heard.push("") - 1;
    open.add(socket);
    // The client may leave in the middle: that is what some tests are about.
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    socket.on("data", (chunk) => {
      heard[mine] += chunk.toString("latin1");
      if (/^(?:GET|POST|PUT|PATCH|DELETE) /.test(chunk.toString("latin1"))) answer(socket, requests++);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    heard,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A whole answer as bytes. */
export function httpText(status: number, body = "", headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ "content-length": String(Buffer.byteLength(body)), ...headers });
  return `HTTP/1.1 ${status} Said\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}
