import { describe, expect, it } from "vitest";
import { cycles } from "./rules/cycles.ts";
import { documents } from "./rules/documents.ts";
import { globals } from "./rules/globals.ts";
import { migrations } from "./rules/migrations.ts";
import { names } from "./rules/names.ts";
import { orphans } from "./rules/orphans.ts";
import { platformNames } from "./rules/platform-names.ts";
import { registry } from "./rules/registry.ts";
import { size } from "./rules/size.ts";
import { skippedTests } from "./rules/skipped-tests.ts";
import { type Rule, treeOf } from "./tree.ts";

/** What the rule says about a small tree: `file:line message` each. */
function told(rule: Rule, files: Readonly<Record<string, string>>): readonly string[] {
  return rule(treeOf(files)).map((one) => `${one.file}:${one.line} ${one.message}`);
}

describe("cycles", () => {
  it("finds a knot over three files and tells the way round", () => {
    const complaints = told(cycles, {
      "src/domain/a.ts": `import { b } from "./b.ts";`,
      "src/domain/b.ts": `import { c } from "./c.ts";`,
      "src/domain/c.ts": `import { a } from "./a.ts";`,
    });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain("src/domain/a.ts -> src/domain/b.ts -> src/domain/c.ts -> src/domain/a.ts");
  });

  it("counts imports of types", () => {
    const files = {
      "src/domain/a.ts": `import type { B } from "./b.ts"; export type A = B;`,
      "src/domain/b.ts": `export type B = import("./a.ts").A;`,
    };
    expect(told(cycles, files)).toHaveLength(1);
  });

  it("lets two files share a third", () => {
    const files = {
      "src/domain/a.ts": `import "./b.ts"; import "./c.ts";`,
      "src/domain/b.ts": `import "./c.ts";`,
      "src/domain/c.ts": "",
    };
    expect(told(cycles, files)).toEqual([]);
  });
});

describe("globals", () => {
  const banned = [
    ["Date.now()", "clock.now()"],
    ["const now = Date.now;", "clock.now()"],
    ["new Date()", "clock.now()"],
    ["Date()", "clock.now()"],
    ["performance.now()", "clock.now()"],
    ["Math.random()", "Random"],
    ["globalThis.Math.random()", "Random"],
    ["process.env.HOME", "src/base/config.ts"],
    [`process["env"]`, "src/base/config.ts"],
    ["const { env } = process;", "src/base/config.ts"],
    ["setTimeout(() => {}, 1)", "clock.sleep"],
    ["globalThis.setTimeout(() => {}, 1)", "clock.sleep"],
    ["setInterval(() => {}, 1)", "clock.sleep"],
    [`await fetch("https://example.org")`, "HTTP door"],
    [`console.log("x")`, "Log"],
    ["crypto.randomUUID()", "Ids"],
    [`import { randomBytes } from "node:crypto";`, "Random"],
  ] as const;

  it.each(banned)("refuses %s and names %s instead", (code, instead) => {
    const complaints = told(globals, { "src/ledger/a.ts": `${code}\n` });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain("src/ledger/a.ts:1 ");
    expect(complaints[0]).toContain(instead);
  });

  const fine = [
    "new Date(1_700_000_000_000)",
    "Date.UTC(2026, 0, 1)",
    "// Date.now() in a comment",
    `const text = "Date.now()";`,
    "function pull(fetch: () => void): void { fetch(); }",
    "const run = ({ setTimeout }: { setTimeout: () => void }): void => setTimeout();",
    "const door = { fetch(): void {} }; door.fetch();",
    `import { createHash } from "node:crypto"; createHash("sha256");`,
    "process.stdout;",
  ];

  it.each(fine)("lets %s be", (code) => {
    expect(told(globals, { "src/ledger/a.ts": code })).toEqual([]);
  });

  it("looks neither at src/base and src/main.ts, nor at tests, nor outside src", () => {
    const code = "Date.now();";
    const files = { "src/base/clock.ts": code, "src/main.ts": code, "src/ledger/a.test.ts": code, "bench/a.ts": code };
    expect(told(globals, files)).toEqual([]);
  });
});

describe("sizes", () => {
  const lines = (count: number): string => "  go();\n".repeat(count);

  it("allows a file of 400 lines and refuses one of 401", () => {
    expect(told(size, { "src/domain/a.ts": lines(400) })).toEqual([]);
    expect(told(size, { "src/domain/a.ts": lines(401) })[0]).toContain("has 401 lines");
  });

  it("allows a function of 70 lines and refuses one of 71, at its first line", () => {
    expect(told(size, { "src/domain/a.ts": `function f() {\n${lines(68)}}\n` })).toEqual([]);
    expect(told(size, { "src/domain/a.ts": `\nconst f = () => {\n${lines(69)}};\n` })[0]).toContain(
      "src/domain/a.ts:2 a function of 71",
    );
  });

  it("sees a describe as a heading, but not an it", () => {
    const long = `() => {\n${lines(100)}}`;
    expect(told(size, { "src/a.test.ts": `describe("x", ${long});\n` })).toEqual([]);
    expect(told(size, { "src/a.test.ts": `describe.each([])("x", ${long});\n` })).toEqual([]);
    expect(told(size, { "src/a.test.ts": `it("x", ${long});\n` })).toHaveLength(1);
  });
});

describe("names", () => {
  it.each(["src/domain/money-utils.ts", "src/store/helpers.ts", "src/domain/index.ts", "src/domain/MoneyBag.ts"])(
    "refuses the file name %s",
    (file) => {
      expect(told(names, { [file]: "" })).toHaveLength(1);
    },
  );

  it.each(["class SaleManager {}", "export interface TaxService {}", "type MoneyUtils = {};"])("refuses %s", (code) => {
    expect(told(names, { "src/domain/a.ts": code })).toHaveLength(1);
  });

  it("lets words be that only contain such a part", () => {
    expect(told(names, { "src/domain/utility-bill.ts": "class Serviceable {}" })).toEqual([]);
  });
});

describe("orphans", () => {
  it("finds a file that only its own test imports", () => {
    const files = {
      "src/main.ts": `import "./domain/used.ts";`,
      "src/domain/used.ts": "",
      "src/domain/alone.ts": "",
      "src/domain/alone.test.ts": `import "./alone.ts";`,
    };
    expect(told(orphans, files)).toEqual([
      "src/domain/alone.ts:1 nothing but tests imports it: join it to the program or delete it",
    ]);
  });

  it("counts a suite that tests share, and a program that a test starts, as used", () => {
    const files = {
      "src/spec/testing/conform.ts": "",
      "test/support/child.ts": "",
      "src/a.test.ts": `import "./spec/testing/conform.ts"; start("child.ts");`,
    };
    expect(told(orphans, files)).toEqual([]);
  });
});

describe("skipped tests", () => {
  it("refuses a skip without its reason, and takes one with it", () => {
    expect(told(skippedTests, { "src/a.test.ts": `it.skip("adds", () => {});` })).toHaveLength(1);
    expect(
      told(skippedTests, { "src/a.test.ts": `it.skipIf(!there)("adds", () => {}); // needs the big file` }),
    ).toEqual([]);
    expect(
      told(skippedTests, { "src/a.test.ts": `it.runIf(there)("adds (told where the system has one)", () => {` }),
    ).toEqual([]);
  });

  it("takes a name that tells the reason when it runs", () => {
    const line = ["describe.skipIf(!has())(`ledger$", "{skip()}`, () => {"].join("");
    expect(told(skippedTests, { "src/a.test.ts": line })).toEqual([]);
  });

  it("refuses .only whatever is said", () => {
    expect(told(skippedTests, { "src/a.test.ts": `it.only("adds", () => {}); // just for the moment` })).toHaveLength(
      1,
    );
  });
});

describe("documents", () => {
  const files = { "docs/books.md": "", "src/main.ts": "" };

  it("finds links and quoted paths that lead nowhere", () => {
    const complaints = told(documents, {
      ...files,
      "README.md": "[books](docs/books.md#sales) [gone](docs/gone.md)\n`src/main.ts` `src/gone.ts`\n",
    });
    expect(complaints).toEqual([
      "README.md:1 the link to docs/gone.md leads nowhere",
      "README.md:2 names `src/gone.ts`, which does not exist",
    ]);
  });

  it("follows links from where the document lies", () => {
    expect(told(documents, { ...files, "docs/a.md": "[main](../src/main.ts) [b](books.md)" })).toEqual([]);
  });

  it("passes over addresses, patterns, placeholders and code blocks", () => {
    const text = "[x](https://example.org) `src/platforms/<id>/` `src/*.ts`\n```\n[x](gone.md) `src/gone.ts`\n```\n";
    expect(told(documents, { "README.md": text })).toEqual([]);
  });
});

describe("generated files", () => {
  const profile = {
    "src/platforms/etsy/connector.ts": "",
    "src/platforms/etsy/orders-csv.ts": "",
    "src/rails/mpesa/statement-csv.ts": "",
  };
  const fresh = [
    "// Generated by `npm run generate` from the files that are there. Do not edit.",
    `import { profile as mpesaStatement } from "../rails/mpesa/statement-csv.ts";`,
    `import type { Connector } from "../spec/connector.ts";`,
    `import type { FileProfile } from "../spec/file-profile.ts";`,
    `import { connector as etsyConnector } from "./etsy/connector.ts";`,
    `import { profile as etsyOrders } from "./etsy/orders-csv.ts";`,
    "",
    "/** Every layout of file that can be read, in the order of their paths. */",
    "export const fileProfiles: readonly FileProfile[] = [",
    "  etsyOrders,",
    "  mpesaStatement,",
    "];",
    "",
    "/** Every platform that can be connected, in the order of their ids. */",
    "export const connectors: readonly Connector[] = [",
    "  etsyConnector,",
    "];",
    "",
  ].join("\n");

  it("takes the registry as the generator writes it", () => {
    expect(told(registry, { ...profile, "src/platforms/registry.ts": fresh })).toEqual([]);
  });

  it("tells a registry that misses a profile or a connector, or is missing itself", () => {
    for (const file of ["orders-csv.ts", "connector.ts"]) {
      expect(
        told(registry, { ...profile, [`src/platforms/ebay/${file}`]: "", "src/platforms/registry.ts": fresh }),
      ).toHaveLength(1);
    }
    expect(told(registry, profile)).toHaveLength(1);
  });
});

describe("migrations", () => {
  const first = { "src/store/migrations/0001-a.ts": "" };
  const list = (order: string): string =>
    `import { a } from "./0001-a.ts";\nimport { b } from "./0002-b.ts";\nexport const migrations = [${order}];`;

  it("takes steps in order", () => {
    const files = { ...first, "src/store/migrations/0002-b.ts": "", "src/store/migrations/all.ts": list("a, b") };
    expect(told(migrations, files)).toEqual([]);
  });

  it("refuses a gap, a number used twice, a wrong order and a step left out", () => {
    expect(told(migrations, { ...first, "src/store/migrations/0003-b.ts": "" })[0]).toContain("next free one is 0002");
    expect(told(migrations, { ...first, "src/store/migrations/0001-b.ts": "" })).toHaveLength(1);
    const both = { ...first, "src/store/migrations/0002-b.ts": "" };
    expect(told(migrations, { ...both, "src/store/migrations/all.ts": list("b, a") })).toHaveLength(1);
    expect(told(migrations, { ...both, "src/store/migrations/all.ts": list("a") })).toHaveLength(1);
  });
});

describe("platform names", () => {
  it("finds a platform's id outside its folder", () => {
    const files = {
      "src/platforms/etsy/map.ts": `const id = "etsy";`,
      "src/intake/a.ts": `if (source === "etsy") skip();`,
    };
    expect(told(platformNames, files)).toHaveLength(1);
    expect(told(platformNames, files)[0]).toContain("src/intake/a.ts:1");
  });
});
