/**
 * How fast what has its yes leaves: acts for three platforms of very unequal loads, each a server on loopback behind the
 * real way out, from an encrypted file through the gate, where everything is asked once more before each act.
 * `node bench/drain.ts [acts] [rounds]`
 */
import { join } from "node:path";
import { openDrain } from "../src/actions/testing/drain.ts";
import { openSqlite } from "../src/store/open-sqlite.ts";
import { percentile, spread, timed, whole } from "./kit/measure.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const count = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 3);
const shares = { giant: 0.9, middle: 0.09, small: 0.01 };
const folder = temporaryFolder();
const rates: number[] = [];
const waits: number[] = [];

for (let round = 0; round < rounds; round++) {
  const store = openSqlite({ path: join(folder.path, `drain-${round}.db`), key: new Uint8Array(32).fill(1) });
  const platforms = Object.entries(shares).map(([id, share]) => ({ id, count: Math.ceil(count * share) }));
  const drain = await openDrain({ store, platforms, workers: 4 });
  await drain.queue();
  drain.advance();
  const took = await timed(drain.drainDue);
  const left = await drain.inState("queued", "sending", "unknown", "failed");
  if (left > 0) throw new Error(`${left} acts did not leave`);
  rates.push((drain.effects.length / took) * 1_000);
  const small = drain.effects.filter(({ platform }) => platform === "small").map(({ at }) => at);
  waits.push(...small.slice(1).map((at, i) => at - (small[i] ?? at)));
  await drain.close();
}

const { min, median, max } = spread(rates);
console.log(`${whole(count)} acts, ${rounds} rounds: ${whole(median)} a second (${whole(min)}–${whole(max)})`);
console.log(
  `between two acts of the smallest platform: p50 ${percentile(waits, 50).toFixed(0)} ms, longest ${Math.max(0, ...waits).toFixed(0)} ms`,
);
folder.remove();
