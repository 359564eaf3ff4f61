import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allRoutes } from "../all-routes.ts";
import { openApiDocument } from "./document.ts";

describe("the description of the API", () => {
  it("is the one that is checked in; `npm run generate:openapi` writes it", () => {
    const kept = partsOf(readFileSync(join(import.meta.dirname, "../../../docs/openapi.json"), "utf8"));
    const made = partsOf(JSON.stringify(openApiDocument(allRoutes)));
    const differ = [...new Set([...kept.keys(), ...made.keys()])].filter((name) => kept.get(name) !== made.get(name));
    expect(differ).toEqual([]);
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

/** The operations and the rest of a description, each as text under its name. */
function partsOf(text: string): ReadonlyMap<string, string> {
  const { paths, ...rest } = JSON.parse(text) as { readonly paths: Record<string, Record<string, unknown>> };
  const operations = Object.entries(paths).flatMap(([path, one]) =>
    Object.entries(one).map(([method, said]): [string, string] => [`${method} ${path}`, JSON.stringify(said)]),
  );
  return new Map([...operations, ["the rest", JSON.stringify(rest)]]);
}
