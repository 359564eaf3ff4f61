import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configDocsPath, withConfigTable } from "./generate-config-docs.ts";

describe("docs/configuration.md", () => {
  it("has the table that the configuration's fields give (else run: node tools/generate-config-docs.ts)", () => {
    const page = readFileSync(configDocsPath, "utf8");
    expect(page).toBe(withConfigTable(page));
  });
});
