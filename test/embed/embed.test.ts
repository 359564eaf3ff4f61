import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { createMillrace, type Millrace } from "../../src/embed.ts";
import { cli, commandTime } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { shopFile } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const clock = fixedClock(commandTime);
let millrace: Millrace;

beforeAll(async () => {
  millrace = await createMillrace({
    dataDir,
    mountPath: "/millrace",
    hosts: ["shop.example"],
    books: { homeCurrency: "KES", timeZone: "Africa/Nairobi" },
    doors: { clock },
  });
});
afterAll(async () => {
  await millrace.stop();
  folder.remove();
});

const ask = (url: string, init?: RequestInit) => millrace.fetch(new Request(url, init));

describe("a Millrace inside another program", () => {
  it("makes its books with the settings that were given, and tells how it stands without working", async () => {
    const status = await millrace.status();
    expect(status.books).toMatchObject([{ slug: "main", homeCurrency: "KES", timeZone: "Africa/Nairobi" }]);
  });

  it("answers under the host's path and names, and under no other name", async () => {
    for (const url of ["http://shop.example/millrace/api/v1/health", "http://localhost:3000/api/v1/health"]) {
      const answer = await ask(url);
      expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ status: "ok", books: 1 })]);
    }
    expect((await ask("http://evil.example/millrace/api/v1/health")).status).toBe(421);
    const beside = await ask("http://shop.example/millracer/api/v1/health");
    expect(await beside.text()).not.toContain('"status":"ok"');
    expect(await (await ask("http://shop.example/millrace")).text()).toContain("Millrace");
  });

  it("answers in a server of Node's own", async () => {
    const server = createServer((request, response) => void millrace.nodeHandler(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/millrace/api/v1/health`);
      expect(await answer.json()).toMatchObject({ status: "ok" });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("does what is due when the host says so, and the command line works beside it", async () => {
    const file = shopFile(folder.path, "sales.csv", 1, 3);
    expect(await cli(dataDir, ["import", file, "--currency", "USD"], { clock })).toMatchObject({ code: 0 });
    await millrace.runCycle();
    clock.advance(2 * 86_400_000);
    expect((await millrace.runCycle()).ran).toBeGreaterThan(0);
    expect((await millrace.runCycle()).ran).toBe(0);
    expect((await millrace.engine.workplace.jobs.history({ limit: 50 })).map(({ name }) => name)).toContain(
      "daily-report",
    );
  });

  it("refuses settings that mean nothing with a sentence", async () => {
    const wrong = createMillrace({ dataDir: join(folder.path, "other"), port: 99_999 });
    await expect(wrong).rejects.toThrow("99999");
    await expect(createMillrace({ dataDir })).rejects.toThrow(/engine/i);
  });

  it("listens by itself where it is given a port, and ends in order", async () => {
    const other = await createMillrace({ dataDir: join(folder.path, "listening"), port: 0 });
    const { url } = await other.start();
    expect(await (await fetch(`${url}/api/v1/health`)).json()).toMatchObject({ status: "ok" });
    await other.stop();
    await expect(fetch(`${url}/api/v1/health`)).rejects.toThrow();
  });
});
