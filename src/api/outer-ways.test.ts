import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestApi, type TestApi, testHost } from "./testing/open-api.ts";
import type { WebFiles } from "./web/web-files.ts";

const html =
  '<!doctype html><style>body{margin:0}</style><script type="module" src="/assets/app-4f2a9c1b.js"></script>';
const files: Readonly<Record<string, string>> = {
  "/index.html": html,
  "/sw.js": "self.x=1",
  "/assets/app-4f2a9c1b.js": "console.log(1)",
  "/manifest.webmanifest": "{}",
};
const asked: string[] = [];
const webFiles: WebFiles = {
  read: async (path) => {
    asked.push(path);
    const text = files[path];
    if (text === undefined) return undefined;
    const smaller = path.endsWith(".js") ? { br: bytes(brotliCompressSync(text)), gzip: bytes(gzipSync(text)) } : {};
    return { bytes: bytes(Buffer.from(text)), ...smaller };
  },
};
const bytes = (from: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(from);

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ webFiles });
});
afterAll(() => api.close());

describe("the dashboard's files", () => {
  it("come with a policy that runs nothing but its own files", async () => {
    const page = await api.ask("nobody", "/");
    expect([page.status, page.text]).toEqual([200, html]);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'; script-src 'self'; style-src 'self' 'sha256-");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(page.headers.get("cache-control")).toBe("no-cache");
  });

  it("let a worker ask this engine and nobody else: it lives by the policy of its own file", async () => {
    const script = await api.ask("nobody", "/assets/app-4f2a9c1b.js");
    expect(script.headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'",
    );
  });

  it("give the page for every address of a page, and nothing for files that are not there", async () => {
    for (const path of ["/money", "/sales/gumroad%2Fsale%2F1", "/inbox/7"])
      expect((await api.ask("nobody", path)).text).toBe(html);
    for (const path of ["/assets/gone-12345678.js", "/favicon.png", "/.env", "/web/../.git/config"])
      expect((await api.ask("nobody", path)).text).not.toContain("secret");
    expect((await api.ask("nobody", "/assets/gone-12345678.js")).status).toBe(404);
    expect((await api.ask("nobody", "/api/nothing")).headers.get("content-type")).toBe("application/problem+json");
  });

  it("are kept for good when their name has their hash, and asked for anew when not", async () => {
    const script = await api.ask("nobody", "/assets/app-4f2a9c1b.js");
    expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    const worker = await api.ask("nobody", "/sw.js");
    expect(worker.headers.get("cache-control")).toBe("no-cache");
    const again = await api.ask("nobody", "/sw.js", { headers: { "if-none-match": worker.headers.get("etag") ?? "" } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("come in the smaller form that the browser takes", async () => {
    const form = async (accepts: string) =>
      (await api.fetch("nobody", "/sw.js", { headers: { "accept-encoding": accepts } })).headers.get(
        "content-encoding",
      );
    expect(await form("gzip, deflate, br")).toBe("br");
    expect(await form("gzip")).toBe("gzip");
    expect(await form("identity")).toBeNull();
  });

  it("are never looked for outside their folder", async () => {
    asked.length = 0;
    for (const path of [
      "/../key",
      "/%2e%2e/key",
      "/..%2fkey.txt",
      "/a/../../key.txt",
      "/\\..\\key.txt",
      "/.git/config.txt",
      "//etc/passwd.txt",
    ])
      await api.ask("nobody", path);
    expect(asked.filter((path) => path.includes("..") || path.includes("/.") || path.includes("\\"))).toEqual([]);
  });

  it("can only be read", async () => {
    expect((await api.ask("owner", "/money", { method: "POST" })).status).toBe(405);
  });
});

describe("while the dashboard is not built", () => {
  it("shows figures to whoever may read them, and a plain sentence to everybody else", async () => {
    const bare = await openTestApi();
    expect((await bare.ask("viewer", "/")).text).toContain("Main");
    const stranger = await bare.ask("nobody", "/");
    expect(stranger.text).toContain("npm run build");
    expect(stranger.text).not.toContain("Main");
    await bare.close();
  });
});

describe("the figures for collectors", () => {
  it("are told to whoever may read, in Prometheus' format, and name no money", async () => {
    await api.ask("viewer", "/api/v1/sales");
    expect((await api.ask("nobody", "/metrics")).status).toBe(401);
    expect((await api.ask("key approve", "/metrics")).status).toBe(403);
    const { status, headers, text } = await api.ask("key read", "/metrics");
    expect([status, headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    expect(text).toContain('millrace_requests_total{route="GET /sales",status="2xx"} 1\n');
    expect(text).toContain('millrace_job_late_seconds{schedule="daily-report"}');
    for (const line of text.trimEnd().split("\n"))
      expect(line).toMatch(/^(# (HELP|TYPE) millrace_\w+ .+|millrace_\w+(\{(\w+="[^"]*",?)+\})? -?[\d.e+-]+)$/);
  });
});

describe("the paths that other programs know", () => {
  it("lead to our own routes with their guards, and nowhere where there is none", async () => {
    const own = await api.ask("viewer", "/api/v1/report?by=month");
    const { madeAt: _, ...figures } = own.json as { madeAt: string };
    expect((await api.ask("viewer", "/api/passive-income/revenue?by=month")).json).toMatchObject(figures);
    expect((await api.ask("viewer", "/api/passive-income/stats")).json).toMatchObject({ state: "running" });
    expect((await api.ask("viewer", "/api/qmoi/revenue?action=transactions&limit=3")).json).toMatchObject({
      items: [],
      next: null,
    });
    expect((await api.ask("viewer", "/api/qmoi/revenue?action=status")).json).toMatchObject({ state: "running" });
    for (const path of ["/api/qmoi/revenue?action=gamble", "/api/qmoi/revenue", "/api/passive-income/miracles"])
      expect((await api.ask("viewer", path)).status).toBe(404);
    expect((await api.ask("nobody", "/api/passive-income/revenue")).status).toBe(401);
    expect((await api.ask("viewer", "/api/passive-income/revenue", { method: "DELETE" })).status).toBe(404);
  });
});

describe("coming in", () => {
  it("is answered by whoever keeps the people, with the address that the server saw", async () => {
    const seen: unknown[] = [];
    const people = {
      isUnowned: async () => true,
      whoIs: async () => undefined,
      setUpLink: async () => undefined,
      handle: async (request: Request, caller?: { readonly address?: string }) => {
        seen.push([new URL(request.url).pathname, caller?.address, await request.text()]);
        return new Response("{}", { status: 200 });
      },
    };
    const fresh = await openTestApi({ people });
    const answer = await fresh.ask("nobody", "/api/auth/set-up", { method: "POST", body: { a: 1 } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(seen).toEqual([["/api/auth/set-up", "", '{"a":1}']]);
    expect((await fresh.ask("nobody", "/api/auth/set-up", { headers: { host: "evil.example" } })).status).toBe(421);
    expect(testHost).toBe("127.0.0.1:8420");
    await fresh.close();
  });
});
