import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inPages } from "./page-hints.ts";

describe("what to do, for who has the pages before her", () => {
  it.each([
    ["`millrace inbox` shows what and why.", "See Inbox."],
    [
      "`millrace connect etsy --oauth` asks for consent anew; nothing is lost meanwhile.",
      "Connect it under Platforms; nothing is lost meanwhile.",
    ],
    [
      "What was read before stays in the books. `millrace connect etsy` gives it new access.",
      "What was read before stays in the books. Connect it under Platforms.",
    ],
    [
      "Copy both from the application's page at Etsy, and run `millrace connect etsy --oauth` again.",
      "Copy both from the application's page at Etsy, and connect it under Platforms.",
    ],
    ["Connect it first: millrace connect <platform>", "Connect it first: connect it under Platforms"],
    [
      "`millrace jobs waiting` shows what waits, and `millrace jobs history` what ran.",
      "See System, “What runs by itself”.",
    ],
    [
      "Give the new one another name with --name, or remove the old one: millrace sinks remove mail",
      "Give the new one another name, or remove the old one: see Settings, “Messages to you”",
    ],
    ["millrace imports refused 3 shows why.", "See “Import a file”."],
    ["millrace backup <file> makes one while the engine runs.", "Make one under Settings, “Back-up”."],
    [
      "Restore it from a backup; millrace audit verify tells more.",
      "Restore it from a backup; check the audit record under System.",
    ],
  ])("says %j by the page's name", (text, said) => expect(inPages(text)).toBe(said));

  it.each([
    "Nothing was changed.",
    "Use another back-up; this one may be looked into with `millrace restore --check`.",
    "For the first owner, `millrace people link` makes it.",
    "It waits until you allow its rights: `millrace strategies allow s1`.",
    "millrace sales 2025.csv: there is no header.",
    "Look at 10:30: it was there with --force.",
  ])("leaves %j as it is", (text) => expect(inPages(text)).toBe(text));

  it("knows a page, or knows of none, for every command that operations name", () => {
    const onTheMachine =
      /^(init|restore|doctor|people link|strategies allow|books (add|rebuild)|key|start|run|mcp|new|demo|config)\b/;
    const files = globSync("src/{operations,actions,intake,people,access,steps,alerts,agent,domain/alert}/**/*.ts");
    const named = files
      .filter((path) => !/\.test\.ts$|\/testing\//.test(path))
      .flatMap((path) => readFileSync(path, "utf8").split("\n"))
      .filter((line) => !/^\s*(\/\*\*|\*|\/\/)/.test(line))
      .flatMap((line) =>
        [...line.matchAll(/`millrace ([a-z][^`\\]*)/g)].map(([, command]) =>
          (command ?? "").replace(/\$\{[^}]*\}/g, " x"),
        ),
      );
    expect(named.length).toBeGreaterThan(30);
    const lost = named.filter(
      (command) => !onTheMachine.test(command) && inPages(`\`millrace ${command}\``).includes("millrace"),
    );
    expect(lost).toEqual([]);
  });
});
