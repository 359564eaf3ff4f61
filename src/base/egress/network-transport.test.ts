import { createServer as createTlsServer } from "node:https";
import type { LookupFunction, Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { type NetworkOptions, networkTransport } from "./network-transport.ts";
import { selfSigned } from "./testing/self-signed.ts";
import { httpText, type WireServer, wireServer } from "./testing/wire-server.ts";
import { type Transport, type WireAnswer, WireError, type WireRequest } from "./transport.ts";

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close();
});

async function serve(answer: (socket: Socket, nth: number) => void): Promise<WireServer> {
  const server = await wireServer(answer);
  closing.push(server);
  return server;
}

function network(options: NetworkOptions = {}): Transport {
  const transport = networkTransport(options);
  closing.push(transport);
  return transport;
}

function get(url: string, more: Partial<WireRequest> = {}): WireRequest {
  return { method: "GET", url, headers: {}, bytesMax: 10_000, timeoutMs: 5_000, loopback: true, ...more };
}

/** The trouble that ended the request, or the status of the answer there should not have been. */
async function trouble(sent: Promise<WireAnswer>): Promise<string> {
  return sent.then(
    (answer) => `status ${answer.status}`,
    (error) => (error instanceof WireError ? error.trouble : `not a WireError: ${error}`),
  );
}

async function troubleWith(answer: (socket: Socket) => void, more: Partial<WireRequest> = {}): Promise<string> {
  const server = await serve(answer);
  return trouble(network({ connectMs: 1_000, headersMs: 60 }).send(get(server.url, more)));
}

/** A name server of one's own: every name is at these addresses. */
function names(...addresses: string[]): LookupFunction {
  return (_host, options, done) => {
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    if (options.all) done(null, found);
    else done(null, found[0]?.address ?? "", found[0]?.family);
  };
}

describe("a whole answer", () => {
  it("comes with its status, its headers in small letters, and its bytes", async () => {
    const server = await serve((socket) => socket.write(httpText(404, "grüß")));
    const answer = await network().send(get(server.url));
    expect(answer.status).toBe(404);
    expect(Buffer.from(answer.body).toString()).toBe("grüß");
  });

  it("joins headers that come twice", async () => {
    const server = await serve((socket) =>
      socket.write(
        "HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nset-cookie: a\r\nset-cookie: b\r\ncontent-length: 0\r\n\r\n",
      ),
    );
    const { headers } = await network().send(get(server.url));
    expect([headers["x-a"], headers["set-cookie"]]).toEqual(["1, 2", "a, b"]);
  });

  it("is a redirect where the service redirects, and nobody goes there", async () => {
    const elsewhere = await serve((socket) => socket.write(httpText(200, "secret")));
    const headers = { location: elsewhere.url };
    const server = await serve((socket) => socket.write(httpText(302, "", headers)));
    expect((await network().send(get(server.url))).status).toBe(302);
    expect(elsewhere.heard).toEqual([]);
  });

  it("may be of any length until the connection closes, where no length was named", async () => {
    const server = await serve((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\nall of it"));
    expect(Buffer.from((await network().send(get(server.url))).body).toString()).toBe("all of it");
  });

  it("carries a body to the service with its length in bytes", async () => {
    const server = await serve((socket) => socket.write(httpText(200, "{}")));
    await network().send(get(server.url, { method: "POST", body: "a=ü", headers: { "content-type": "text/plain" } }));
    expect(server.heard[0]).toMatch(/content-length: 4\r\n/i);
    expect(Buffer.from(server.heard[0] ?? "", "latin1").toString()).toMatch(/a=ü$/);
  });
});

describe("connections", () => {
  it("are used again for reading", async () => {
    const server = await serve((socket) => socket.write(httpText(200, "{}")));
    const transport = network();
    for (let i = 0; i < 5; i++) await transport.send(get(server.url));
    expect(server.heard.length).toBe(1);
  });

  it("are new for everything else, so that a stale one cannot leave a call in doubt", async () => {
    const server = await serve((socket) => socket.write(httpText(200, "{}")));
    const transport = network();
    await transport.send(get(server.url));
    await transport.send(get(server.url, { method: "POST", body: "x" }));
    expect(server.heard.length).toBe(2);
  });

  it("never number more than a few to one host", async () => {
    let together = 0;
    let most = 0;
    const server = await serve((socket) => {
      most = Math.max(most, ++together);
      setImmediate(() => {
        together -= 1;
        socket.write(httpText(200, "{}"));
      });
    });
    const transport = network();
    await Promise.all(Array.from({ length: 40 }, () => transport.send(get(server.url))));
    expect(most).toBeLessThanOrEqual(8);
    expect(server.heard.length).toBeLessThanOrEqual(8);
  });
});

describe("an answer that does not come whole", () => {
  it("is a time-out when nothing comes", async () => {
    expect(await troubleWith(() => {}, { timeoutMs: 50 })).toBe("timeout");
  });

  it("is a time-out when the body stops coming", async () => {
    const half = (socket: Socket): boolean => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\nhalf");
    expect(await troubleWith(half, { timeoutMs: 80 })).toBe("timeout");
  });

  it("is a time-out when headers drip in", async () => {
    const drip = (socket: Socket): void => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("x-a: 1\r\n"), 5);
      socket.on("close", () => clearInterval(timer));
    };
    const server = await serve(drip);
    const sent = network({ headersMs: 50 }).send(get(server.url));
    await expect(sent).rejects.toThrow("The beginning of the answer took more than 50 ms");
  });

  it("is a time-out when the connection is never made whole", async () => {
    const mute = await serve(() => {});
    const sent = network({ connectMs: 20 }).send(get(mute.url.replace("http:", "https:")));
    await expect(sent).rejects.toThrow("Connecting took more than 20 ms");
  });

  it("is cut short when fewer bytes come than were named", async () => {
    expect(await troubleWith((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\nhalf"))).toBe(
      "cut-short",
    );
  });

  it("is cut short when the last chunk never comes", async () => {
    const half = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n";
    expect(await troubleWith((socket) => socket.end(half))).toBe("cut-short");
  });

  it("is a lost connection when the service hangs up without a word", async () => {
    expect(await troubleWith((socket) => socket.resetAndDestroy())).toBe("connection-lost");
    expect(await troubleWith((socket) => socket.end())).toBe("connection-lost");
  });

  it("is unreadable when it is not HTTP, or says two things about its length", async () => {
    expect(await troubleWith((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n\r\n"))).toBe("unreadable");
    const both = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    expect(await troubleWith((socket) => socket.end(both))).toBe("unreadable");
    expect(await troubleWith((socket) => socket.end(httpText(200, "", { "x-long": "a".repeat(100_000) })))).toBe(
      "unreadable",
    );
  });

  it("stops when the caller says so, before and during", async () => {
    expect(await troubleWith(() => {}, { signal: AbortSignal.abort() })).toBe("stopped");
    const stop = new AbortController();
    expect(await troubleWith(() => stop.abort(), { signal: stop.signal })).toBe("stopped");
    const later = new AbortController();
    const half = (socket: Socket): void => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\nhalf");
      setTimeout(() => later.abort(), 20);
    };
    expect(await troubleWith(half, { signal: later.signal })).toBe("stopped");
  });

  it("is no answer when nobody listens or the name does not exist", async () => {
    const server = await wireServer(() => {});
    await server.close();
    expect(await trouble(network().send(get(server.url)))).toBe("connection-refused");
    const unknown: LookupFunction = (_host, _options, done) =>
      done(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), [], 4);
    expect(await trouble(network({ lookup: unknown }).send(get("http://shop.example/")))).toBe("name-unknown");
  });
});

describe("a large answer", () => {
  it("is refused by its named length before a byte of it is read", async () => {
    expect(await troubleWith((socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10001\r\n\r\n"))).toBe(
      "too-large",
    );
  });

  it("is given up while it comes, where no length is named", async () => {
    let sent = 0;
    const endless = (socket: Socket): void => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const more = (): void => {
        if (socket.destroyed || sent > 50_000_000) return;
        sent += 1_000;
        socket.write("x".repeat(1_000), () => setImmediate(more));
      };
      more();
    };
    expect(await troubleWith(endless)).toBe("too-large");
    expect(sent).toBeLessThan(50_000_000);
  });

  it("of exactly the allowed size is taken", async () => {
    expect(await troubleWith((socket) => socket.write(httpText(200, "x".repeat(10_000))))).toBe("status 200");
  });
});

describe("a packed answer", () => {
  const packed = (encoding: string, body: Buffer) => (socket: Socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\n\r\n`);
    socket.write(body);
  };

  it("is not asked for", async () => {
    const server = await serve((socket) => socket.write(httpText(200)));
    await network().send(get(server.url));
    expect(server.heard[0]).toMatch(/accept-encoding: identity\r\n/i);
  });

  it.each([
    ["gzip", gzipSync("hello")],
    ["deflate", deflateSync("hello")],
    ["br", brotliCompressSync("hello")],
  ])("is unpacked all the same when it is %s", async (encoding, body) => {
    const server = await serve(packed(encoding, body));
    expect(Buffer.from((await network().send(get(server.url))).body).toString()).toBe("hello");
  });

  it("cannot grow beyond the allowed size", async () => {
    const bomb = gzipSync(Buffer.alloc(9_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    expect(await troubleWith(packed("gzip", bomb))).toBe("too-large");
  });

  it("is cut short, or unreadable, where it is", async () => {
    expect(await troubleWith(packed("gzip", gzipSync("hello".repeat(50)).subarray(0, 24)))).toBe("cut-short");
    expect(await troubleWith(packed("gzip", Buffer.from("no gzip at all")))).toBe("unreadable");
    expect(await troubleWith(packed("zstd", Buffer.from("whatever")))).toBe("unreadable");
  });
});

describe("where a request may go", () => {
  it.each(["127.0.0.1", "10.0.0.5", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1", "0.0.0.0"])(
    "a name outside that is looked up to %s is refused, and nothing is sent",
    async (address) => {
      const server = await serve((socket) => socket.write(httpText(200, "inner secret")));
      const request = get(`http://shop.example:${server.port}/`, { loopback: false });
      expect(await trouble(network({ lookup: names(address) }).send(request))).toBe("address-refused");
      expect(server.heard).toEqual([]);
    },
  );

  it("one inner address among good ones spoils the name", async () => {
    const lookup = names("93.184.216.34", "127.0.0.1");
    const request = get("https://shop.example/", { loopback: false });
    expect(await trouble(network({ lookup }).send(request))).toBe("address-refused");
  });

  it("a name that leads elsewhere than it was looked up to is found out at the connection, before a byte is sent", async () => {
    const server = await serve((socket) => socket.write(httpText(200, "inner secret")));
    let looked = 0;
    const twoFaced = {
      family: 4,
      get address() {
        return looked++ === 0 ? "93.184.216.34" : "127.0.0.1";
      },
    };
    const lookup: LookupFunction = (_host, _options, done) => done(null, [twoFaced]);
    const request = get(`http://shop.example:${server.port}/`, { loopback: false });
    expect(await trouble(network({ lookup }).send(request))).toBe("address-refused");
    expect(looked).toBeGreaterThan(1);
    expect(server.heard.join("")).toBe("");
  });

  it("an inner address written as such is refused", async () => {
    const server = await serve((socket) => socket.write(httpText(200, "inner secret")));
    for (const host of ["127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "localhost"]) {
      const request = get(`http://${host}:${server.port}/`, { loopback: false });
      expect(await trouble(network().send(request)), host).toBe("address-refused");
    }
    expect(server.heard).toEqual([]);
  });

  it("a sandbox reaches this machine and nothing else", async () => {
    const server = await serve((socket) => socket.write(httpText(200)));
    expect(await trouble(network().send(get(`http://localhost:${server.port}/`)))).toBe("status 200");
    expect(await trouble(network().send(get("http://93.184.216.34/")))).toBe("address-refused");
    expect(await trouble(network({ lookup: names("93.184.216.34") }).send(get("http://a.example/")))).toBe(
      "address-refused",
    );
  });

  it("a server that cannot prove who it is gets no request", async () => {
    let asked = 0;
    const server = createTlsServer(selfSigned, (_request, response) => {
      asked += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await trouble(network().send(get(`https://localhost:${port}/`)))).toBe("certificate");
    expect(asked).toBe(0);
  });
});
