import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createGumroadTwin, type GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { quietShop } from "../../sandbox/testing/open-twin.ts";
import { type Draft, propose } from "../../src/actions/propose.ts";
import { fixedClock } from "../../src/base/clock.ts";
import { loadConfig } from "../../src/base/config.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { createEngine } from "../../src/engine.ts";
import { findBook } from "../../src/operations/find-book.ts";
import { openRoad } from "../../src/operations/open-road.ts";
import { cli, commandTime } from "../support/command-line.ts";
import { type GumroadServer, serveGumroad } from "../support/gumroad-server.ts";
import { temporaryFolder } from "../support/installation.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const clock = fixedClock(commandTime);
let twin: GumroadTwin;
let server: GumroadServer;
const variables = () => ({ MILLRACE_SANDBOX: server.url, MILLRACE_GUMROAD_TOKEN: twin.token });
const say = (...args: string[]) => cli(dataDir, args, { clock, columns: 160, variables: variables() });
const json = async (...args: string[]) => JSON.parse((await say(...args, "--json")).out);

beforeAll(async () => {
  twin = createGumroadTwin({ seed: "prices", clock, shop: quietShop() });
  server = await serveGumroad(twin);
  for (const args of [["connect", "gumroad"], ["sync"]]) expect(await say(...args)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

/** What a strategy of the engine would propose: another price for a product. */
async function proposePrice(listing: string, currency: string, price: bigint, key: string): Promise<string> {
  const environment = {
    variables: { MILLRACE_DATA_DIR: dataDir, ...variables() },
    platform: process.platform,
    homeDir: "/",
    workingDir: "/",
  };
  const loaded = loadConfig(environment);
  if (!loaded.ok) throw new Error("the settings are read");
  const ids = uuidV7(clock, systemRandom);
  const { ruleFilesIn } = await import("../../src/engine/rule-files.ts");
  const ruleFiles = () => ruleFilesIn(join(import.meta.dirname, "../../policy"));
  const rest = {
    clock,
    random: systemRandom,
    ids,
    pid: process.pid,
    version: "0",
    onTrouble: () => undefined,
    ruleFiles,
  };
  const engine = await createEngine({ loaded: loaded.value, as: "command", ...rest });
  try {
    const book = await findBook(engine.workplace.store, "main");
    if (!book.ok) throw new Error(book.error.sentence);
    const draft: Draft = {
      kind: "listing.price",
      target: "gumroad",
      book: "main",
      parameters: { listing, price, currency, announced: false, personal: false },
      reason: "It sold out of hours at the old price.",
      evidence: [],
      worstCost: { amount: 0n, currency },
      expiresAt: clock.now() + 86_400_000,
      idempotencyKey: key,
      origin: { by: "strategy", id: "prices" },
    };
    const row = await propose(openRoad(engine.workplace), book.value, draft, { actor: "strategy:prices" });
    if (!row.ok) throw new Error(row.error.sentence);
    return row.value.action.id;
  } finally {
    await engine.stop();
  }
}

it("a price goes from a strategy's idea over the owner's yes to Gumroad and back into the list of products", async () => {
  const { products } = await json("products");
  const product = products.find(
    (one: { price: string | null; currency: string }) => one.price !== null && one.currency === "USD",
  );
  const [listing, now] = [product.externalId as string, BigInt(String(product.price).replace(".", ""))];
  // The rules ask for facts that only the owner knows: without them the price may not move.
  const id = await proposePrice(listing, "USD", (now * 110n) / 100n, "k1");
  expect(await json("actions", "show", id)).toMatchObject({
    state: "denied",
    judgement: { decision: { rules: ["PRICE-01", "PRICE-02"] } },
  });
  for (const [
    fact,
    value,
  ] of [["price.floor", "100"], ["price.ceiling", "100000"], ["price.emergency", "no"], ["price.stressedGroup", "no"], ["price.parityClause", "no"]] as const) // biome-ignore format: a table
    expect(await say("compliance", "fact", fact, value)).toMatchObject({ code: 0, err: "" });
  await say("autonomy", "listing.price", "--live");
  const dear = await proposePrice(listing, "USD", (now * 130n) / 100n, "k2");
  expect((await json("actions", "show", dear)).state).toBe("denied");
  const fair = await proposePrice(listing, "USD", (now * 110n) / 100n, "k3");
  const inbox = await say("inbox");
  expect(inbox.out).toContain("Change a price at gumroad");
  const yes = await say("approve", fair);
  expect(yes.out).toContain("takes it back for 8 seconds");
  clock.advance(8_000);
  expect(await say("jobs", "run", "send-actions")).toMatchObject({ code: 0 });
  expect((await json("actions", "show", fair)).steps.at(-1)).toMatchObject({ to: "done" });
  await say("sync");
  const after = (await json("products")).products.find((one: { externalId: string }) => one.externalId === listing);
  expect(BigInt(String(after.price).replace(".", ""))).toBe((now * 110n) / 100n);
  const wrong = await say("actions", "outcome", fair, "effect", "--measured", "sales", "--from", "yesterday");
  expect(wrong.err).toContain('"yesterday" is no day.');
  expect(await say("actions", "outcome", fair, "unclear", "--measured", "sales in a month")).toMatchObject({ code: 0 });
  const { state, outcome } = await json("actions", "show", fair);
  expect(state).toBe("outcome");
  expect(outcome).toMatchObject({ measure: "sales in a month", result: "unclear", against: { kind: "none" } });
  await say("autonomy", "listing.price", "--hold-out", "10");
  expect((await json("autonomy", "listing.price")).kinds[0].holdOutPercent).toBe(10);
});
