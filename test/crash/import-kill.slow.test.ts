import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../src/base/random.ts";

/** How often the importing process is killed in all; TEST_KILLS=200 before a release. */
const kills = Number(process.env["TEST_KILLS"] ?? 15);
const seed = BigInt(process.env["TEST_SEED"] ?? Date.now());
const folder = mkdtempSync(join(tmpdir(), "millrace-kill-"));
const program = resolve("bin/millrace.mjs");
const random = seededRandom(seed);
const below = (n: number): number => Number(Buffer.from(random.bytes(6)).readUIntBE(0, 6) % n);

/** Invoices of several lines, with exact repeats, cancellations and an invoice that lies scattered over the file. */
function shopFile(path: string): { readonly lines: number; readonly totalMinor: bigint } {
  const rows = ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"];
  let total = 0n;
  const add = (invoice: string, stock: string, quantity: number, cents: number): void => {
    const price = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
    rows.push(
      `${invoice},${stock},THING ${stock},${quantity},2011-03-${String(1 + (rows.length % 28)).padStart(2, "0")} 10:00:00,${price},17850.0,United Kingdom`,
    );
    total += BigInt(quantity * cents);
  };
  for (let invoice = 0; invoice < 4_000; invoice++) {
    for (let line = 0; line < 6; line++)
      add(`5${100_000 + invoice}`, `S${(invoice * 7 + line) % 90}`, 1 + (line % 3), 99 + line);
    if (invoice % 10 === 0) add(`5${100_000 + invoice}`, `S${(invoice * 7) % 90}`, 1, 99);
    if (invoice % 25 === 0) add(`C5${100_000 + invoice}`, "S1", -1, 250);
    if (invoice % 400 === 0) add("5999999", "S9", 2, 500);
  }
  writeFileSync(path, `${rows.join("\n")}\n`);
  return { lines: rows.length - 1, totalMinor: total };
}

type Run = { readonly code: number | null; readonly signal: string | null; readonly out: string };

function millrace(dataDir: string, args: readonly string[], killAfterMs?: number): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, MILLRACE_DATA_DIR: dataDir },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.on("data", (text) => {
      out += text;
    });
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      done({ code, signal, out });
    });
  });
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe(`an import killed ${kills} times at random moments (TEST_SEED=${seed})`, () => {
  it("loses and doubles nothing, and goes on where it stopped", async () => {
    const csv = join(folder, "shop.csv");
    const truth = shopFile(csv);
    const args = ["import", csv, "--currency", "GBP", "--time-zone", "Europe/London", "--json"];
    let killed = 0;
    let landed = 0;
    for (let round = 0; killed < kills; round++) {
      const dataDir = join(folder, `data-${round}`);
      expect((await millrace(dataDir, ["init"])).code).toBe(0);
      const started = performance.now();
      let run = await millrace(dataDir, args, 150 + below(1_800));
      while (run.signal === "SIGKILL") {
        killed += 1;
        if (performance.now() - started > 400) landed += 1;
        run = killed >= kills ? await millrace(dataDir, args) : await millrace(dataDir, args, 150 + below(1_800));
      }
      expect(run.code, run.out).toBe(0);
      const report = JSON.parse((await millrace(dataDir, ["report", "--json"])).out) as { totals: { net: string }[] };
      expect(report.totals.map((one) => one.net.replace(".", ""))).toEqual([truth.totalMinor.toString()]);
      const again = await millrace(dataDir, args);
      expect(JSON.stringify(JSON.parse(again.out))).toContain('"booked":0');
      expect((await millrace(dataDir, ["books", "check"])).code).toBe(0);
      expect((await millrace(dataDir, ["audit", "verify"])).code).toBe(0);
      rmSync(dataDir, { recursive: true, force: true });
    }
    expect(landed).toBeGreaterThan(kills / 4);
  });
});
