/**
 * An engine in a process of its own, as `millrace start` builds it, connected to a shop. Its folder and the shop come as
 * JSON; it says where its messages go, and when a sale that it is asked for has come into the books.
 */
import { join } from "node:path";
import { systemClock } from "../../src/base/clock.ts";
import { resolveConfig } from "../../src/base/config.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { ruleFilesIn } from "../../src/engine/rule-files.ts";
import { createEngine } from "../../src/engine.ts";
import { pingAddress } from "../../src/intake/live/connections.ts";
import { connectPlatform } from "../../src/operations/connect-platform.ts";
import { findBook, mainBook } from "../../src/operations/find-book.ts";
import { findConnector } from "../../src/operations/platforms.ts";
import { findSales } from "../../src/store/sale.ts";
import type { EngineAsk, EngineWish } from "./engine-process.ts";

const wish = JSON.parse(process.argv[2] ?? "{}") as EngineWish;
const loaded = resolveConfig(
  {
    variables: { MILLRACE_DATA_DIR: join(wish.folder, "engine"), MILLRACE_SANDBOX: wish.sandbox, MILLRACE_PORT: "0" },
    platform: process.platform,
    homeDir: wish.folder,
    workingDir: wish.folder,
  },
  undefined,
);
if (!loaded.ok) throw new Error(loaded.error[0]?.sentence);
const engine = await createEngine({
  loaded: loaded.value,
  clock: systemClock,
  random: systemRandom,
  ids: uuidV7(systemClock, systemRandom),
  pid: process.pid,
  version: "bench",
  as: "engine",
  firstBooks: { name: "Bench", homeCurrency: "USD", timeZone: "UTC" },
  ruleFiles: () => ruleFilesIn(join(import.meta.dirname, "../../policy")),
  onTrouble: (sentence) => console.error(sentence),
});
const { workplace } = engine;
const book = await findBook(workplace.store, mainBook);
const connector = findConnector(workplace.platforms, "gumroad");
if (!book.ok || !connector.ok) throw new Error("there are no books or no connector");
const connected = await connectPlatform(workplace, systemRandom, book.value, connector.value, { token: wish.token });
if (!connected.ok) throw new Error(connected.error.sentence);
const { url } = await engine.start();
process.send?.({ pings: `${url}/pings/gumroad/${pingAddress(connected.value.connection)}` });

const tellBooked = async (sale: string): Promise<void> => {
  while ((await findSales(workplace.store, book.value.id, `gumroad/sale/${sale}`)).length === 0)
    await systemClock.sleep(1);
  process.send?.({ booked: sale });
};
process.on("message", (ask: EngineAsk) => {
  if ("await" in ask) void tellBooked(ask.await);
  else if ("count" in ask) void countPings();
});

async function countPings(): Promise<void> {
  const row = await workplace.store.q
    .selectFrom("observation")
    .select(({ fn }) => fn.countAll().as("n"))
    .where("kind", "=", "webhook")
    .executeTakeFirst();
  process.send?.({ kept: Number(row?.n ?? 0) });
}
process.once("disconnect", () => void engine.stop().then(() => process.exit(0)));
