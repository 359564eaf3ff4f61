import { systemClock } from "../../src/base/clock.ts";
import { createHttp } from "../../src/base/egress/create-http.ts";
import { networkTransport } from "../../src/base/egress/network-transport.ts";
import { systemRandom } from "../../src/base/random.ts";
import { openSharedBuckets } from "../../src/store/shared-buckets.ts";

/** Asks `url` for its products `count` times, at most 10 times in 400 ms as it counts; prints how many were answered. */
const [url = "", directory = "", count = "0", token = ""] = process.argv.slice(2);
const shared =
  directory === "-"
    ? undefined
    : openSharedBuckets(directory, (cause) => {
        throw cause;
      });
const transport = networkTransport();
const http = createHttp({
  service: "shop",
  title: "Shop",
  baseUrl: url,
  sandbox: true,
  limits: [{ name: "all calls", permits: 10, perMs: 400 }],
  buckets: shared?.of("shop"),
  transport,
  clock: systemClock,
  random: systemRandom,
});
const headers = { authorization: `Bearer ${token}` };
const calls = Array.from({ length: Number(count) }, () => http.call({ method: "GET", path: "/products", headers }));
const answered = (await Promise.all(calls)).filter((answer) => answer.ok).length;
await transport.close();
shared?.close();
process.stdout.write(`${answered}\n`);
