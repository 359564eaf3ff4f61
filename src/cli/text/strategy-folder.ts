/** The files of a new strategy that works and passes its tests, by their names. */
export function strategyFolder(id: string): Readonly<Record<string, string>> {
  const title = `${id.slice(0, 1).toUpperCase()}${id.slice(1).replaceAll("-", " ")}`;
  return {
    "package.json": manifest(id),
    "strategy.ts": strategy(id, title),
    "params.ts": params,
    "history/small-shop.ts": history,
    "strategy.test.ts": ownTest,
    "bias.test.ts": biasTest,
    "README.md": readme(id, title),
  };
}

function manifest(id: string): string {
  const parts = {
    name: id,
    version: "0.1.0",
    private: true,
    type: "module",
    millrace: { strategy: "./strategy.ts" },
    scripts: { test: "node --test" },
    engines: { node: ">=22.18" },
  };
  return `${JSON.stringify(parts, null, 2)}\n`;
}

function strategy(id: string, title: string): string {
  return `import type { Strategy } from "millrace/src/spec/strategy.ts";
import { params } from "./params.ts";

const dayMs = 86_400_000;

/** Tells of products that have just sold for the first time. Change this into what you want. */
export const strategy = {
  contract: 1,
  id: ${JSON.stringify(id)},
  title: ${JSON.stringify(title)},
  description: "Tells you of a product that has just sold for the first time.",
  accounts: [],
  automation: 0,
  rights: { actions: ["reminder.show"], hosts: [], model: false },
  params,
  cron: "0 9 * * *",
  priority: 30,
  historyDays: 365,
  // Only what it is given: no clock, no chance, no disk, no network. view.at is now.
  propose: (view, { withinDays }) => {
    const sold = view.sales.filter(({ gross, status }) => gross > 0n && status === "completed");
    const byProduct = Map.groupBy(sold, ({ source, productId }) => \`\${source}/\${productId}\`);
    return [...byProduct].flatMap(([product, sales]) => {
      const [first] = sales.toSorted((a, b) => a.occurredAt - b.occurredAt || (a.key < b.key ? -1 : 1));
      if (first === undefined || view.at - first.occurredAt > withinDays * dayMs) return [];
      return [
        {
          kind: "reminder.show",
          target: "inside",
          parameters: { text: \`"\${first.productName}" has sold for the first time. Is there anything you would tell its first buyers?\` },
          about: \`first-sale/\${product}\`,
          reason: \`"\${first.productName}" has sold for the first time.\`,
          evidence: [first.key],
          worstCost: { amount: 0n, currency: view.book.homeCurrency },
          expiresAt: view.at + 2 * withinDays * dayMs,
        },
      ];
    });
  },
} satisfies Strategy<typeof params>;
`;
}

const params = `import type { ParamShapes } from "millrace/src/spec/strategy.ts";

/** Each has a safe default and hard bounds; \`millrace strategies set\` changes them. */
export const params = {
  withinDays: { type: "whole", min: 1, max: 30, byDefault: 3, help: "Days for which a first sale is news." },
} as const satisfies ParamShapes;
`;

const history = `import { type KnownHistory, noHistory } from "millrace/src/spec/testing/known-history.ts";

const dayMs = 86_400_000;
export const start = Date.UTC(2026, 0, 5, 9);

/** A shop with two products: one sells from the first day on, the other from the tenth. */
export const smallShop: KnownHistory = {
  ...noHistory,
  title: "a small shop",
  sales: [
    ["guide", 0],
    ["guide", 4],
    ["planner", 10],
    ["guide", 11],
    ["planner", 12],
  ].map(([product, day], i) => {
    const occurredAt = start + Number(day) * dayMs;
    return {
      key: \`shop/sale/\${i}\`,
      source: "shop",
      status: "completed",
      occurredAt,
      productId: String(product),
      productName: \`The \${product}\`,
      country: "KE",
      currency: "USD",
      gross: 1_000n,
      refunded: 0n,
      fees: 100n,
      taxes: 0n,
      net: 900n,
      // When Millrace heard of it: a strategy sees it from then on.
      knownAt: occurredAt + 60_000,
    };
  }),
};
`;

const ownTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { noHistory, viewAt } from "millrace/src/spec/testing/known-history.ts";
import { defaultParams } from "millrace/src/spec/strategy-kit/params.ts";
import { proposalsOf } from "millrace/src/spec/testing/strategy-laws.ts";
import { smallShop, start } from "./history/small-shop.ts";
import { params } from "./params.ts";
import { strategy } from "./strategy.ts";

const dayMs = 86_400_000;
const abouts = (history: typeof noHistory, days: number): readonly string[] =>
  proposalsOf(strategy, viewAt(history, start + days * dayMs), defaultParams(params)).map(({ about }) => about);

test("tells of the first sale of a product, once it is known", () => {
  assert.deepEqual(abouts(smallShop, 0), []);
  assert.deepEqual(abouts(smallShop, 1), ["first-sale/shop/guide"]);
  assert.deepEqual(abouts(smallShop, 11), ["first-sale/shop/planner"]);
});

test("has nothing to do when all first sales are old, or nothing is known", () => {
  assert.deepEqual(abouts(smallShop, 30), []);
  assert.deepEqual(abouts(noHistory, 30), []);
});
`;

const biasTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { strategyLaws } from "millrace/src/spec/testing/strategy-laws.ts";
import { smallShop } from "./history/small-shop.ts";
import { strategy } from "./strategy.ts";

// What every strategy holds: no look into the future, no order, no clock, no chance, bounds, budget, missing data.
for (const law of strategyLaws(strategy, smallShop)) {
  test(law.title, () => assert.equal(law.broken(), undefined));
}
`;

function readme(id: string, title: string): string {
  return `# ${title}

**The idea.** When a product sells for the first time, its seller wants to know.

**What it can cost.** Nothing: it only reminds.

**When it must stop.** It has nothing to stop; \`millrace strategies pause ${id}\` pauses it.

**How we know that it works.** \`npm test\` runs it on a small history, and holds it to what every strategy holds.

## Try it

1. \`npm test\`
2. Set \`MILLRACE_STRATEGIES\` to the path of this folder (several are separated by commas).
3. \`millrace strategies allow ${id}\` shows the rights it asks for; \`--yes\` allows them.
4. \`millrace strategies run ${id}\`, then \`millrace strategies log ${id}\`.

## Give it to others

An installed package must hold JavaScript: compile \`strategy.ts\` and \`params.ts\`, let \`"millrace": { "strategy": "./strategy.js" }\`
in package.json name the result, take \`private\` out, and publish it. Owners install it into \`strategies\` of their data
directory and name it in the setting \`strategies\`.
`;
}
