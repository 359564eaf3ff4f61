import { describe, expect, it } from "vitest";
import { roomOf } from "./rooms.ts";
import { direction } from "./rules/direction.ts";
import { packages } from "./rules/packages.ts";
import { treeOf } from "./tree.ts";

const empty = {
  "src/base/clock.ts": "",
  "src/domain/money.ts": "",
  "src/store/schema.ts": "",
  "src/ledger/post.ts": "",
  "src/audit/chain.ts": "",
  "src/platforms/etsy/orders-csv.ts": "",
  "src/platforms/registry.ts": "",
  "src/intake/absorb.ts": "",
  "src/cli/report.ts": "",
  "src/store/testing/open.ts": "",
  "bench/run.ts": "",
};

/** What the rule says about `file` holding `code`, in a tree with a file in every room. */
function told(file: string, code: string): readonly string[] {
  return direction(treeOf({ ...empty, [file]: code })).map((one) => one.message);
}

describe("rooms", () => {
  it("lets a file import lower floors and its own room", () => {
    const code = `import "./chain.ts"; import type { A } from "../store/schema.ts"; import "../base/clock.ts";`;
    expect(told("src/audit/verify.ts", code)).toEqual([]);
  });

  it.each([
    ["src/domain/a.ts", `import "../store/schema.ts";`, "imports up"],
    ["src/domain/a.ts", `import type { S } from "../store/schema.ts";`, "imports up"],
    ["src/domain/a.ts", `type S = import("../store/schema.ts").S;`, "imports up"],
    ["src/domain/a.ts", `const s = await import("../store/schema.ts");`, "imports up"],
    ["src/domain/a.ts", `export { s } from "../store/schema.ts";`, "imports up"],
    ["src/ledger/a.ts", `import "../audit/chain.ts";`, "imports sideways"],
    ["src/platforms/etsy/a.ts", `import "../../store/schema.ts";`, "sees only src/base, src/domain, src/spec"],
    ["src/platforms/gumroad/a.ts", `import "../etsy/orders-csv.ts";`, "imports sideways"],
    ["src/intake/a.ts", `import "../platforms/etsy/orders-csv.ts";`, "reached through src/platforms/registry.ts"],
    ["src/intake/a.ts", `import "../platforms/registry.ts";`, "imports up"],
    ["src/ledger/a.ts", `import "../store/testing/open.ts";`, "for tests only"],
    ["src/ledger/a.ts", `import "../../bench/run.ts";`, "nothing in src/ may import what is outside it"],
    ["src/ledger/a.ts", `import "./gone.ts";`, "does not exist"],
    ["src/drawer/a.ts", "", "lies in no room"],
  ])("refuses in %s: %s", (file, code, message) => {
    const complaints = told(file, code);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(message);
  });

  it("lets the registry gather plug-ins, and the command line use it", () => {
    expect(told("src/platforms/registry.ts", `import "./etsy/orders-csv.ts";`)).toEqual([]);
    expect(told("src/cli/a.ts", `import "../platforms/registry.ts";`)).toEqual([]);
  });

  it("lets tests look anywhere", () => {
    expect(told("src/domain/a.test.ts", `import "../store/schema.ts"; import "vitest";`)).toEqual([]);
  });

  it.each([
    ["src/base/a.ts", `import pino from "pino";`],
    ["src/store/a.ts", `import { sql } from "kysely/helpers/sqlite";`],
    ["src/cli/a.ts", `import { Command } from "commander";`],
    ["src/intake/files/a.ts", `import { createReadStream } from "node:fs";`],
  ])("lets %s have its package: %s", (file, code) => {
    expect(told(file, code)).toEqual([]);
  });

  it.each([
    ["src/domain/a.ts", `import { createHash } from "node:crypto";`],
    ["src/ledger/a.ts", `import { sql } from "kysely";`],
    ["src/intake/a.ts", `import { readFile } from "node:fs/promises";`],
    ["src/cli/a.ts", `import { Hono } from "hono";`],
    ["src/platforms/etsy/a.ts", `import Stripe from "stripe";`],
  ])("refuses in %s: %s", (file, code) => {
    expect(told(file, code)[0]).toContain("take what it gives through an argument");
  });

  it("makes each platform a room of its own", () => {
    expect(roomOf("src/platforms/etsy/client/http.ts")?.name).toBe("src/platforms/etsy");
    expect(roomOf("src/platforms/registry.ts")?.name).toBe("src/platforms/registry.ts");
    expect(roomOf("bench/run.ts")).toBeUndefined();
  });
});

describe("packages", () => {
  const manifest = { dependencies: { pino: "10.4.0" }, allowScripts: {} };
  const lock = { packages: { "": {}, "node_modules/pino": { version: "10.4.0" } } };

  function complaints(changed: object, locked: object = lock, explained = "`pino`"): readonly string[] {
    const tree = treeOf({
      "package.json": JSON.stringify({ ...manifest, ...changed }),
      "package-lock.json": JSON.stringify(locked),
      "docs/dependencies.md": explained,
    });
    return packages(tree).map((one) => one.message);
  }

  it("takes exact versions that are explained", () => {
    expect(complaints({})).toEqual([]);
  });

  it("refuses ranges and packages without a reason", () => {
    expect(complaints({ dependencies: { pino: "^10.4.0" } })[0]).toContain("pin one exact version");
    expect(complaints({}, lock, "")[0]).toContain("has no line in docs/dependencies.md");
  });

  it("refuses a lock file that names a registry, runs an undecided script or lacks a part", () => {
    const with_ = (entry: object): object => ({ packages: { "node_modules/pino": entry } });
    expect(complaints({}, with_({ resolved: "https://example.org/pino.tgz" }))[0]).toContain("names a registry");
    expect(complaints({}, with_({ hasInstallScript: true }))[0]).toContain("allowScripts");
    expect(complaints({}, with_({ optionalDependencies: { "pino-darwin": "1.0.0" } }))[0]).toContain("is not locked");
  });
});
