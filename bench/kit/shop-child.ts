/**
 * Serves a simulated Gumroad from a process of its own, so that what is measured has its processor to itself. Its plan
 * comes as JSON; it prints one line of JSON when it can be asked, and ends when its standard input does.
 */

import { noFaults } from "../../sandbox/fault-plan.ts";
import { createGumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { serveSandbox } from "../../sandbox/serve.ts";
import { presetShop } from "../../sandbox/world/presets.ts";
import { fixedClock, systemClock } from "../../src/base/clock.ts";
import type { ShopWish, ShopWords } from "./shop.ts";

const wish = JSON.parse(process.argv[2] ?? "{}") as ShopWish;
const dayMs = 86_400_000;
const now = Date.now();
const today = Math.floor(now / dayMs) * dayMs;
const shop = {
  ...presetShop("busy", today - wish.days * dayMs),
  ordersPerDay: wish.ordersPerDay,
  ...(wish.pageSize === undefined ? {} : { salesPageSize: wish.pageSize }),
};
const twin = createGumroadTwin({
  seed: "bench",
  clock: wish.standing ? fixedClock(now) : systemClock,
  shop,
  ...(wish.rateLimit ? { faults: { ...noFaults, rateLimit: wish.rateLimit } } : {}),
});
twin.advance();
const served = await serveSandbox({ port: 0, twins: [twin], clock: systemClock });
const words: ShopWords = {
  url: served.url,
  token: twin.token,
  controlKey: twin.controlKey,
  sellerId: twin.sellerId,
  listed: twin.books().counts.listed,
};
process.stdout.write(`${JSON.stringify(words)}\n`);
process.stdin.resume().once("end", () => process.exit(0));
