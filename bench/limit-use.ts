/**
 * How much of a platform's limit is used: a shop is read page by page for a minute through the real way out, from a
 * process that turns away every call beyond the limit. Twice: at Gumroad's own pace of 8 calls a second, and at 60 a
 * minute, where one refused call would cost a minute. `node bench/limit-use.ts [seconds]`
 */
import { runLook } from "../src/intake/live/run-look.ts";
import { connector } from "../src/platforms/gumroad/connector.ts";
import { benchBooks } from "./kit/books.ts";
import { connectShop } from "./kit/live.ts";
import { openShop } from "./kit/shop.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const seconds = Number(process.argv[2] ?? 60);
const stream = connector.streams.find(({ id }) => id === "sales");
if (!stream) throw new Error("the connector reads sales");
const folder = temporaryFolder();

for (const rate of [
  { permits: 8, perMs: 1_000 },
  { permits: 60, perMs: 60_000 },
]) {
  const shop = await openShop({
    days: 60,
    ordersPerDay: 200,
    standing: false,
    rateLimit: { requests: rate.permits, windowMs: rate.perMs },
  });
  const books = await benchBooks(folder.path, `limit-${rate.permits}`);
  const hurried = { ...connector, limits: [{ name: "all calls", ...rate }] };
  const { live, close } = await connectShop(books, shop, hurried);
  const stop = new AbortController();
  let pages = 0;
  const began = performance.now();
  const timer = setTimeout(() => stop.abort(), seconds * 1_000);
  const context = { ...live.context, signal: stop.signal };
  const onProgress = (): void => {
    pages += 1;
  };
  const look = { name: "whole", cron: "" };
  const looked = await runLook({ ...live, context }, stream, look, { signal: stop.signal, onProgress });
  clearTimeout(timer);
  const took = performance.now() - began;
  const allowed = (took / rate.perMs) * rate.permits;
  const { counts } = (await shop.door("GET", "faults")) as { readonly counts: Readonly<Record<string, number>> };
  console.log(
    `${looked.ok ? "the shop was read to its end: " : looked.error.code === "stopped" ? "" : `${looked.error.sentence} `}${rate.permits} calls in ${rate.perMs / 1_000} s: ${pages} pages in ${(took / 1_000).toFixed(1)} s, ${((100 * pages) / allowed).toFixed(1)} % of ${allowed.toFixed(0)}, turned away ${counts["rate-limit"] ?? 0}`,
  );
  await close();
  await books.close();
  shop.close();
}
folder.remove();
