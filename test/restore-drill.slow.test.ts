import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "./support/installation.ts";

const program = resolve("bin/millrace.mjs");
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

/** Runs the program as a person would, on a data directory, and gives what it printed as JSON. */
function millrace(dataDir: string, ...args: readonly string[]): unknown {
  const ran = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    env: { ...process.env, MILLRACE_DATA_DIR: dataDir },
  });
  expect(ran.status, `${args.join(" ")}: ${ran.stderr}${ran.stdout}`).toBe(0);
  return args.includes("--json") ? JSON.parse(ran.stdout) : ran.stdout;
}

/** What the books hold, without the moment at which it was asked. */
function report(dataDir: string): unknown {
  const { madeAt: _, ...figures } = millrace(dataDir, "report", "--json") as { madeAt: unknown };
  return figures;
}

/** A shop's file in the layout of the public sample of an online shop. */
function shopFile(name: string, invoices: readonly number[]): string {
  const rows = invoices.map(
    (n) =>
      `${536_000 + n},S${n % 5},THING ${n % 5},${1 + (n % 3)},2011-03-${10 + n} 10:00:00,2.5${n % 10},17850.0,France`,
  );
  const path = join(folder.path, name);
  writeFileSync(
    path,
    `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n${rows.join("\n")}\n`,
  );
  return path;
}

describe("after a machine is lost", () => {
  it("the back-up and its key give the same books on another one, and what came later is imported once", {
    timeout: 60_000,
  }, () => {
    const lost = join(folder.path, "lost");
    const fresh = join(folder.path, "fresh");
    const backup = join(folder.path, "books.backup");
    const key = join(folder.path, "kept.key");
    const options = ["--currency", "GBP", "--time-zone", "Europe/London", "--json"];
    const early = shopFile("early.csv", [1, 2, 3, 4, 5]);
    const late = shopFile("late.csv", [5, 6, 7, 8]);

    millrace(lost, "init");
    millrace(lost, "import", early, ...options);
    const atBackup = report(lost);
    millrace(lost, "backup", backup, "--json");
    writeFileSync(key, readFileSync(join(lost, "millrace.key")), { mode: 0o600 });
    millrace(lost, "import", late, ...options);
    const complete = report(lost);
    expect(complete).not.toEqual(atBackup);

    mkdirSync(fresh);
    expect(millrace(fresh, "restore", backup, "--key-file", key, "--check", "--json")).toMatchObject({
      ok: true,
      faults: [],
    });
    millrace(fresh, "restore", backup, "--key-file", key, "--json");
    expect(report(fresh)).toEqual(atBackup);
    millrace(fresh, "audit", "verify");
    millrace(fresh, "books", "check");
    millrace(fresh, "import", early, ...options);
    expect(report(fresh)).toEqual(atBackup);
    millrace(fresh, "import", late, ...options);
    expect(report(fresh)).toEqual(complete);
    millrace(fresh, "books", "check");

    // The same back-up over books that went on: the anchors that are newer are named, and it is restored all the same.
    const again = millrace(lost, "restore", backup, "--replace", "--json");
    expect(again).toMatchObject({ notes: [expect.stringMatching(/anchor.* made after the back-up.* moved to/)] });
    expect(report(lost)).toEqual(atBackup);
    millrace(lost, "import", late, ...options);
    expect(report(lost)).toEqual(complete);
    millrace(lost, "audit", "verify");
  });
});
