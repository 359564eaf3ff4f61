/**
 * A shop's whole history, from the platform's HTTP interface into the books: reading, sealing, facts, guarded posting,
 * audit chain, sales list, daily figures and the place of the walk, each page in one durable transaction. The shop is
 * simulated by a process of its own, which gives pages of a thousand as fast as it is asked; the connector's politeness
 * is lifted. `node bench/backfill.ts [--sales 1000000] [--page 1000] [--rounds 1] [--cipher aegis]`
 */
import { parseArgs } from "node:util";
import { runLook } from "../src/intake/live/run-look.ts";
import { connector } from "../src/platforms/gumroad/connector.ts";
import { benchBooks } from "./kit/books.ts";
import { connectShop } from "./kit/live.ts";
import { spread, timed, whole } from "./kit/measure.ts";
import { openShop } from "./kit/shop.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const { values } = parseArgs({
  options: {
    sales: { type: "string", default: "1000000" },
    page: { type: "string", default: "1000" },
    rounds: { type: "string", default: "1" },
    cipher: { type: "string", default: "chacha20" },
  },
});
const wanted = Number(values.sales);
const days = 1_000;
const unhurried = { ...connector, limits: [] };
const stream = connector.streams.find(({ id }) => id === "sales");
if (!stream) throw new Error("the connector reads sales");

/** Memberships renew and orders have several products: about 1.6 sales come of an order. */
const shop = await openShop({
  days,
  ordersPerDay: wanted / days / 1.6,
  pageSize: Number(values.page),
  standing: true,
});
console.log(`The shop lists ${whole(shop.listed)} sales.`);

type Run = { readonly perSecond: number; readonly cpuPerSecond: number; readonly rssMb: number };

async function run(folder: string, round: number): Promise<Run> {
  const books = await benchBooks(folder, `backfill-${round}`, values.cipher === "aegis" ? "aegis" : "chacha20");
  const connected = await connectShop(books, shop, unhurried);
  let rss = 0;
  let told = 0;
  let records = 0;
  const before = process.cpuUsage();
  const began = performance.now();
  const ms = await timed(async () => {
    const done = await runLook(
      connected.live,
      stream as NonNullable<typeof stream>,
      { name: "whole", cron: "" },
      {
        onProgress: (progress) => {
          rss = Math.max(rss, process.memoryUsage.rss());
          if (progress.records < told + 100_000) return;
          told = progress.records;
          const rate = progress.records / ((performance.now() - began) / 1_000);
          console.log(`  ${whole(progress.records)} sales, ${whole(rate)} a second so far`);
        },
      },
    );
    if (!done.ok) throw new Error(done.error.sentence);
    if (done.value.quarantined > 0) throw new Error(`${done.value.quarantined} sales were not understood`);
    records = done.value.records;
  });
  const { user, system } = process.cpuUsage(before);
  await connected.close();
  await books.close();
  return { perSecond: records / (ms / 1_000), cpuPerSecond: records / ((user + system) / 1e6), rssMb: rss / 1e6 };
}

const folder = temporaryFolder();
const runs: Run[] = [];
for (let round = 0; round < Number(values.rounds); round++) runs.push(await run(folder.path, round));
const wall = spread(runs.map((one) => one.perSecond));
const cpu = spread(runs.map((one) => one.cpuPerSecond));
console.log(
  `${values.cipher}: ${whole(wall.median)} sales/s (${whole(wall.min)}–${whole(wall.max)}), ${whole(cpu.median)} per second of processor time, peak memory ${whole(Math.max(...runs.map((one) => one.rssMb)))} MB`,
);
shop.close();
folder.remove();
