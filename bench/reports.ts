/**
 * A million sales through intake (facts, guarded posting, chain, figures), then the questions a dashboard asks, beside
 * a raw scan of the same sales; and the export read by hledger and ledger where they are installed.
 * `node bench/reports.ts [sales]`
 */
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { sql } from "kysely";
import { factsOf } from "../src/domain/facts/from-sighting.ts";
import { buildReport } from "../src/insight/report/build-report.ts";
import { absorb } from "../src/intake/absorb.ts";
import { exportHledger } from "../src/ledger/export/hledger.ts";
import { listSales } from "../src/store/sale.ts";
import { benchBooks } from "./kit/books.ts";
import { percentile, timed, whole } from "./kit/measure.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const sales = Number(process.argv[2] ?? 1_000_000);
const folder = temporaryFolder();
const { deps, book, close } = await benchBooks(folder.path, "reports");
const start = Date.UTC(2023, 0, 1);
const span = 3 * 365 * 86_400_000;
const perBatch = 500;
/** Sales up to which the plain-text programs are compared. */
const compareMax = 100_000;

const fill = await timed(async () => {
  for (let i = 0; i < sales; i += perBatch) {
    const batch = Array.from({ length: Math.min(perBatch, sales - i) }, (_, j) => {
      const n = i + j;
      const id = `sale-${n}`;
      const at = start + Math.floor((n / sales) * span);
      const product = { id: `product-${n % 40}`, name: `Product ${n % 40}` };
      const sighting = {
        kind: "sale" as const,
        id,
        at,
        currency: "USD",
        gross: 2_900n,
        fees: { platform: 454n },
        product,
        country: ["KE", "GB", "US"][n % 3] ?? "KE",
      };
      const source = ["gumroad", "etsy", "payhip"][n % 3] ?? "gumroad";
      return {
        objectKey: `${source}/sale/${id}`,
        source,
        externalId: id,
        news: factsOf(sighting, { at, by: id }, { file: "b", line: 1 }),
      };
    });
    await deps.store.transaction((tx) => absorb(tx, { ...deps.context, bookId: book.id, now: deps.now() }, batch));
  }
});
console.log(`intake of ${whole(sales)} sales: ${whole(sales / (fill / 1_000))} sales/s`);

async function ask(name: string, times: number, work: () => Promise<unknown>): Promise<void> {
  const ms: number[] = [];
  for (let i = 0; i < times; i++) ms.push(await timed(work));
  console.log(`${name.padEnd(44)} p50 ${percentile(ms, 50).toFixed(2)} ms  p99 ${percentile(ms, 99).toFixed(2)} ms`);
}

const day = (offset: number): string => new Date(start + offset * 86_400_000).toISOString().slice(0, 10);
for (const [name, at] of [
  ["newest", 1_060],
  ["oldest", 0],
] as const) {
  const period = { from: day(at), to: day(at + 29) };
  await ask(`30 days by source, ${name}`, 300, () => buildReport(deps.store, book, period, "source", deps.now()));
  await ask(`30 days by product, ${name}`, 100, () => buildReport(deps.store, book, period, "product", deps.now()));
}
await ask("all three years by month", 20, () =>
  buildReport(deps.store, book, { from: day(0), to: day(1_094) }, "month", deps.now()),
);
await ask("first page of sales", 200, () => listSales(deps.store, book.id, {}, 50));
await ask("raw scan of 30 days of sales", 10, () =>
  sql`SELECT source, sum(net) FROM sale WHERE book_id=${book.id} AND day BETWEEN ${day(1_060)} AND ${day(1_089)} GROUP BY source`.execute(
    deps.store.q,
  ),
);

const journal = join(folder.path, "books.journal");
const exported = await timed(async () => {
  const out = createWriteStream(journal);
  for await (const text of exportHledger(deps.store, book)) if (!out.write(text)) await once(out, "drain");
  out.end();
  await finished(out);
});
console.log(`export to hledger: ${whole(sales / (exported / 1_000))} txns/s`);
for (const [tool, args] of [
  ["hledger", ["-f", journal, "bal", "-b", day(1_060)]],
  ["ledger", ["-f", journal, "--permissive", "bal", "-b", day(1_060)]],
] as const) {
  if (sales > compareMax)
    console.log(`${tool}: not asked beyond ${whole(compareMax)} sales, it re-reads all of them for every answer`);
  else if (spawnSync("which", [tool]).status !== 0) console.log(`${tool}: not installed, not compared`);
  else
    console.log(
      `${tool} balance of the last month: ${whole(await timed(() => execFileSync(tool, args, { maxBuffer: 1e9 })))} ms`,
    );
}
await close();
folder.remove();
