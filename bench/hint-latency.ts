/**
 * Messages of a platform: how long until one is durably kept and answered with 204, how many a second are, and how long
 * until the sale that it hints at is in the books of a running engine. Engine, shop and this program are three
 * processes. `node bench/hint-latency.ts [messages] [connections] [sales]`
 */

import { startEngine } from "./kit/engine-process.ts";
import { percentile, timed, whole } from "./kit/measure.ts";
import { postMany } from "./kit/post-many.ts";
import { openShop } from "./kit/shop.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const messages = Number(process.argv[2] ?? 20_000);
const connections = Number(process.argv[3] ?? 64);
const sales = Number(process.argv[4] ?? 100);
const folder = temporaryFolder();
const shop = await openShop({ days: 30, ordersPerDay: 0, standing: false });
const engine = await startEngine({ folder: folder.path, sandbox: shop.url, token: shop.token });

/** About what Gumroad sends of a sale. */
function message(sale: string): string {
  return new URLSearchParams({
    seller_id: shop.sellerId,
    product_id: "Zm9vYmFyYmF6cXV4Zm9vYg==",
    product_name: "Linen Grid Planner",
    permalink: "lgpqr",
    product_permalink: "https://mopulstudio.gumroad.com/l/lgpqr",
    email: "somebody@example.com",
    price: "2900",
    gumroad_fee: "454",
    currency: "usd",
    quantity: "1",
    "card[visual]": "**** **** **** 4242",
    "card[type]": "visa",
    order_number: "123456789",
    sale_id: sale,
    sale_timestamp: new Date().toISOString(),
    ip_country: "Kenya",
    resource_name: "sale",
    full_name: "Some Body",
  }).toString();
}

function told(what: string, ms: readonly number[]): void {
  const at = (p: number): string => percentile(ms, p).toFixed(1);
  console.log(`${what.padEnd(44)} p50 ${at(50)} ms  p99 ${at(99)} ms  worst ${at(100)} ms`);
}

const latencies: number[] = [];
const answers: number[] = [];
for (let i = 0; i < sales; i++) {
  const made = await shop.door("POST", "sale", { product: "lgpqr" });
  const { id } = (made as { readonly sale: { readonly id: string } }).sale;
  const booked = engine.booked(id);
  const sentAt = performance.now();
  answers.push(...(await postMany(engine.pings, [message(id)], 1)));
  await booked;
  latencies.push(performance.now() - sentAt);
}
told(`one message at a time: to the answer`, answers);
told(`one message at a time: to the books`, latencies);

const bodies = Array.from({ length: messages }, (_, i) =>
  message(Buffer.from(`bench-sale-${i}`.padEnd(16)).toString("base64")),
);
let took: readonly number[] = [];
const before = await engine.kept();
const ms = await timed(async () => {
  took = await postMany(engine.pings, bodies, connections);
});
const kept = (await engine.kept()) - before;
told(`${connections} at a time: to the answer`, took);
console.log(`${whole(messages / (ms / 1_000))} messages a second; ${whole(kept)} of ${whole(messages)} stored`);
await engine.close();
shop.close();
folder.remove();
