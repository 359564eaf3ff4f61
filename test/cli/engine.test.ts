import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { loadConfig } from "../../src/base/config.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { createEngine } from "../../src/engine.ts";
import type { Engine } from "../../src/operations/engine-port.ts";
import { comeIn } from "../support/come-in.ts";
import { cli, commandTime } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures", "csv");
const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const inbox = join(dataDir, "inbox");
/** Its sleep takes no time, so that the engine's seconds pass as fast as it can work. */
const clock = fixedClock(commandTime);
let engine: Engine;
let url: string;
/** What the owner's browser sends along, once she came in. */
let owner: Record<string, string> = {};

/** A plain request that may lie about its host, as a browser led astray would. */
function ask(
  path: string,
  options: { method?: string; host?: string } = {},
): Promise<{ status: number; type: string; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const { host } = new URL(url);
    const req = request(
      `${url}${path}`,
      { method: options.method ?? "GET", headers: { ...owner, host: options.host ?? host } },
      (res) => {
        let body = "";
        res.setEncoding("utf8");
        res.on("data", (piece) => {
          body += piece;
        });
        res.on("end", () =>
          resolve({
            status: res.statusCode ?? 0,
            type: String(res.headers["content-type"] ?? ""),
            headers: res.headers,
            body,
          }),
        );
      },
    );
    req.on("error", reject).end();
  });
}

beforeAll(async () => {
  const environment = {
    variables: { MILLRACE_DATA_DIR: dataDir, MILLRACE_PORT: "0" },
    platform: process.platform,
    homeDir: "/home/nobody",
    workingDir: "/",
  };
  const loaded = loadConfig(environment);
  if (!loaded.ok) throw new Error(loaded.error[0]?.sentence);
  engine = await createEngine({
    loaded: loaded.value,
    clock,
    random: systemRandom,
    ids: uuidV7(clock, systemRandom),
    pid: process.pid,
    version: "0.0.0-test",
    as: "engine",
    ruleFiles: () => [],
    firstBooks: { name: "Savanna Icons <&>", homeCurrency: "USD", timeZone: "Africa/Nairobi" },
    onTrouble: (sentence) => {
      throw new Error(sentence);
    },
  });
  const started = await engine.start();
  url = started.url;
  owner = await comeIn(started.setUp?.url ?? "", clock.now());
});
afterAll(async () => {
  await engine.stop();
  folder.remove();
});

describe("the running engine", () => {
  it("answers on this machine only, under names that mean this machine", async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = new URL(url).port;
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      expect((await ask("/api/v1/health", { host })).status).toBe(200);
    }
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", "127.0.0.1:1"]) {
      const refused = await ask("/api/v1/status", { host });
      expect(refused.status).not.toBe(200);
      expect(refused.body).not.toContain(dataDir);
    }
  });

  it("tells nobody anything who has not come in", async () => {
    const known = owner;
    owner = {};
    for (const path of ["/api/v1/status", "/api/v1/report", "/api/v1/sales"])
      expect((await ask(path)).status).toBe(401);
    expect((await ask("/")).body).not.toContain("Savanna");
    owner = known;
  });

  it("begins with a page that says where to begin", async () => {
    const page = await ask("/");
    expect(page.status).toBe(200);
    expect(page.type).toContain("text/html");
    expect(page.body).toContain("Not known yet");
    expect(page.body).toContain("Nothing has been imported yet.");
    expect(page.body).toContain("Bring your sales in");
    expect(page.body).toContain("Savanna Icons &lt;&amp;&gt;");
    expect(page.body).not.toMatch(/<script|javascript:| on\w+=/);
  });

  it("sends headers that let nothing in, and a policy that names its own style", async () => {
    const { headers, body } = await ask("/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? "";
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style))).toString(
      "base64",
    );
    expect(policy).toContain(`'sha256-${digest}'`);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
  });

  it("imports a file dropped into the inbox, and shows what was earned", async () => {
    writeFileSync(join(inbox, "sales.csv"), readFileSync(join(fixtures, "gumroad", "sales-2025.csv")));
    await vi.waitFor(() => expect(existsSync(join(inbox, "done", "sales.csv"))).toBe(true), 10_000);
    const report = JSON.parse((await ask("/api/v1/report?month=2026-11")).body);
    expect(report.totals).toMatchObject([{ currency: "USD", net: "113.13" }]);
    const page = (await ask("/")).body;
    expect(page).toContain("Earned in November 2026");
    expect(page).toContain("113<small>.13 USD</small>");
    expect(page).toContain("From sales to you");
    expect(page).toContain("sales.csv");
  });

  it("puts what it cannot read beside its reason, and what it could only guess too", async () => {
    writeFileSync(join(inbox, "holiday.csv"), "name,photo\nme,1.jpg\n");
    writeFileSync(join(inbox, "guess.csv"), "Order ID,Date,Amount,Currency\n1,2026-01-05,10.00,USD\n");
    const refused = join(inbox, "refused");
    await vi.waitFor(() => expect(readdirSync(refused)).toHaveLength(4), 10_000);
    expect(readFileSync(join(refused, "holiday.csv.reason.txt"), "utf8")).toContain("layout is not known");
    expect(readFileSync(join(refused, "guess.csv.reason.txt"), "utf8")).toContain("could only be guessed");
    const status = JSON.parse((await ask("/api/v1/status")).body);
    expect(status.matters.map(({ code }: { code: string }) => code)).toContain("inbox-refused");
    expect((await ask("/")).body).toContain("holiday.csv was refused");
  });

  it("signs the audit record and keeps the copy outside the database", async () => {
    await vi.waitFor(
      () => expect(readdirSync(join(dataDir, "anchors")).some((name) => name.endsWith(".vkey"))).toBe(true),
      10_000,
    );
    const verified = await cli(dataDir, ["audit", "verify", "--json"]);
    expect(JSON.parse(verified.out)).toMatchObject({ ok: true });
  });

  it("keeps the report of each day that has ended", async () => {
    clock.set(Math.max(clock.now(), Date.UTC(2026, 10, 23, 9)));
    await vi.waitFor(async () => {
      const kept = await cli(dataDir, ["report", "--stored", "2026-11-22", "--json"], { clock });
      expect(JSON.parse(kept.out)).toMatchObject({
        period: { from: "2026-11-22", to: "2026-11-22" },
        timeZone: "Africa/Nairobi",
      });
    }, 10_000);
  });

  it("answers mistakes as problems and never with a stack", async () => {
    const cases: readonly (readonly [path: string, status: number, told: RegExp])[] = [
      ["/nothing", 404, /nothing at \/nothing/],
      ["/api/v1/report?by=colour", 400, /Give one of: source, product/],
      ["/api/v1/report?day=2026-02-30", 400, /no day 2026-02-30/],
      ["/api/v1/report?from=2026-03-01&to=2026-02-01", 400, /after its end/],
      ["/api/v1/report?book=other", 403, /may not see this book/],
      [
        "/api/v1/report?colour=red",
        400,
        /"field":"colour","message":"Nothing of this name is read here. Known are: book, day/,
      ],
      ["/%00%ff", 404, /nothing at/],
    ];
    for (const [path, status, told] of cases) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.type).toBe("application/problem+json");
      expect(answer.body).toMatch(told);
      expect(answer.body).not.toMatch(/\.ts|node_modules/);
    }
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await ask("/", { method });
      expect(answer.status).toBe(405);
      expect(answer.headers["allow"]).toBe("GET, HEAD");
    }
  });

  it("is the only one on its data directory, and says who holds a port", async () => {
    const second = await cli(dataDir, ["start"]);
    expect(second.code).toBe(1);
    expect(second.err).toContain("The engine already runs on");
    const other = join(folder.path, "other");
    mkdirSync(other);
    const port = new URL(url).port;
    const busy = await cli(other, ["start"], { variables: { MILLRACE_PORT: port } });
    expect(busy.code).toBe(1);
    expect(busy.err).toContain(`Port ${port} is taken by another program. Set MILLRACE_PORT to another one`);
  });

  it("writes a log without the buyers it read of", async () => {
    const log = readFileSync(join(dataDir, "logs", "millrace.log"), "utf8");
    expect(log).toContain("The engine runs.");
    expect(log).not.toMatch(/[\w.]+@[\w.]+/);
  });
});
