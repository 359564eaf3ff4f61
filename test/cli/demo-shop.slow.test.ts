import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { openSandbox } from "../../sandbox/open-sandbox.ts";
import { type Clock, systemClock } from "../../src/base/clock.ts";
import { portIsFree } from "../../src/base/port-free.ts";
import type { Status } from "../../src/operations/status.ts";
import { comeIn } from "../support/come-in.ts";
import { cli, type Said } from "../support/command-line.ts";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/installation.ts";

const folder = temporaryFolder();
/** Five times as fast as the machine's: what is waited for here are seconds that pass. */
const begun = Date.now();
const clock: Clock = {
  now: () => begun + (Date.now() - begun) * 5,
  sleep: (ms, signal) => systemClock.sleep(ms / 5, signal),
};
const fixture = join(import.meta.dirname, "..", "fixtures", "csv", "gumroad", "sales-2025.csv");

type Running = {
  readonly dataDir: string;
  readonly url: string;
  /** Ports on which simulated platforms were opened. */
  readonly sandboxes: readonly number[];
  status(): Promise<Status>;
  /** What the owner gets at an address. */
  ask(path: string): Promise<Response>;
  /** Asks for the end, as Ctrl-C does. */
  stop(): Promise<Said>;
};

/** What the owner of a data directory sends along. */
const owners = new Map<string, Record<string, string>>();

/** `millrace start` in this process; resolves when its page answers. */
async function start(name: string, variables: Readonly<Record<string, string>> = {}): Promise<Running> {
  const dataDir = join(folder.path, name);
  const stop = new AbortController();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const sandboxes: number[] = [];
  const ended = cli(dataDir, ["start"], {
    clock,
    stop: stop.signal,
    variables: { MILLRACE_PORT: String(port), ...variables },
    openSandbox: async (wish) => {
      const open = await openSandbox(wish);
      sandboxes.push(Number(new URL(open.url).port));
      return open;
    },
  });
  await vi.waitFor(() => fetch(`${url}/api/v1/health`), 20_000);
  const link = await cli(dataDir, ["people", "link", "--json"], { clock, variables: { MILLRACE_PORT: String(port) } });
  const { url: setUp } = JSON.parse(link.out) as { readonly url?: string };
  // Who came in at an earlier start is known by the same cookie at the next.
  if (setUp) owners.set(dataDir, await comeIn(setUp, clock.now()));
  const headers = owners.get(dataDir) ?? {};
  const ask = (path: string): Promise<Response> => fetch(`http://localhost:${port}${path}`, { headers });
  const status = async (): Promise<Status> => (await (await ask("/api/v1/status")).json()) as Status;
  return {
    dataDir,
    url,
    sandboxes,
    status,
    ask,
    stop: () => {
      stop.abort();
      return ended;
    },
  };
}

afterAll(() => folder.remove());

describe("millrace start where nothing is of the owner's own yet", () => {
  it("shows a demo shop, plainly labelled, and leaves the owner's books empty", async () => {
    const running = await start("first");
    const { dataDir, url, status } = running;
    await vi.waitFor(async () => {
      const { demo, books } = await status();
      expect(demo).toBe(true);
      expect(books[0]?.name).toBe("Demo shop");
      expect(books[0]?.month.totals.length).toBeGreaterThan(0);
    }, 20_000);
    const page = await (await running.ask("/")).text();
    expect(page).toContain("<b>Demo shop.</b> Made-up buyers, kept apart from your books.");
    expect(page).toContain("<title>Demo shop · Millrace</title>");
    expect(page).toContain("npx millrace connect gumroad");
    await vi.waitFor(async () => {
      const inbox = (await (await running.ask("/api/v1/inbox?book=demo")).json()) as { readonly total: number };
      expect(inbox.total).toBe(1);
    }, 40_000);
    const report = (await (await running.ask("/api/v1/report?by=source")).json()) as {
      book: string;
      totals: unknown[];
    };
    expect(report).toMatchObject({ totals: [], lines: [] });
    expect(running.sandboxes).toHaveLength(1);

    const shown: { readonly inbox?: unknown } = await status();
    expect(shown.inbox).toBe(join(dataDir, "inbox"));
    copyFileSync(fixture, join(dataDir, "inbox", "sales.csv"));
    await vi.waitFor(async () => expect((await status()).demo).toBe(false), 30_000);
    await vi.waitFor(async () => expect(await portIsFree("127.0.0.1", running.sandboxes[0] ?? 0)).toBe(true), 5_000);
    await vi.waitFor(() => expect(existsSync(join(dataDir, "demo"))).toBe(false), 5_000);
    const { books } = await status();
    expect(books).toMatchObject([{ name: "Main", importsTotal: 1 }]);
    expect(await (await running.ask("/")).text()).not.toContain("Demo shop");
    expect((await fetch(`${url}/demo/pings/gumroad/x`, { method: "POST" })).status).toBeLessThan(500);

    const said = await running.stop();
    expect(said.code).toBe(0);
    expect(said.out).toContain(
      "Nothing is connected yet, so it shows a demo shop: made-up buyers, kept apart from your books.",
    );
    expect(readFileSync(join(dataDir, "logs", "millrace.log"), "utf8")).not.toMatch(/"level":"(error|warn)"/);
  }, 60_000);

  it("shows none where there are books already, and none when the owner wants none", async () => {
    const again = await start("first");
    expect((await again.status()).demo).toBe(false);
    const off = await start("off", { MILLRACE_DEMO: "off" });
    expect((await off.status()).demo).toBe(false);
    for (const running of [again, off]) {
      const said = await running.stop();
      expect(said.out).not.toContain("demo");
      expect(running.sandboxes).toEqual([]);
      expect(existsSync(join(running.dataDir, "demo"))).toBe(false);
    }
  }, 60_000);

  it("leaves a folder called demo alone that is not a demo shop", async () => {
    const own = join(folder.path, "own", "demo");
    mkdirSync(own, { recursive: true, mode: 0o700 });
    writeFileSync(join(own, "novel.txt"), "Once upon a time");
    const running = await start("own");
    expect((await running.status()).demo).toBe(false);
    expect((await running.stop()).out).not.toContain("demo shop");
    expect(readdirSync(own)).toEqual(["novel.txt"]);
  }, 60_000);

  it("goes on without a demo when that cannot be opened", async () => {
    const failed = await cli(join(folder.path, "broken"), ["start"], {
      clock,
      stop: AbortSignal.timeout(500),
      variables: { MILLRACE_PORT: "0" },
      openSandbox: () => Promise.reject(new Error("no more ports")),
    });
    expect(failed.code).toBe(0);
    expect(failed.out).toContain("Millrace runs: http://127.0.0.1:");
    expect(failed.err).toContain(
      "Note: The demo shop could not be opened; the log tells why. Your books are as they were.",
    );
  });
});
