import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allRoutes } from "../all-routes.ts";
import { openApiDocument } from "./document.ts";

describe("the description of the API", () => {
  it("is the one that is checked in; `npm run generate:openapi` writes it", () => {
    const kept = readFileSync(join(import.meta.dirname, "../../../docs/openapi.json"), "utf8");
    expect(JSON.parse(kept)).toEqual(JSON.parse(JSON.stringify(openApiDocument(allRoutes))));
  });

  it("gives each operation a name of its own, and every answer a shape", () => {
    const paths = openApiDocument(allRoutes)["paths"] as Record<string, Record<string, { operationId: string }>>;
    const names = Object.values(paths).flatMap((one) => Object.values(one).map(({ operationId }) => operationId));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(allRoutes.length);
    const shapeless = allRoutes.filter(({ answer, produces }) => !answer && !produces).map(({ path }) => path);
    expect(shapeless).toEqual([]);
  });
});
