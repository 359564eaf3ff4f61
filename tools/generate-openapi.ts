import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allRoutes } from "../src/api/all-routes.ts";
import { openApiDocument } from "../src/api/openapi/document.ts";

/** Writes docs/openapi.json from the routes that there are. */
const target = join(import.meta.dirname, "..", "docs", "openapi.json");
writeFileSync(target, `${JSON.stringify(openApiDocument(allRoutes), undefined, 2)}\n`);
process.stdout.write(`docs/openapi.json describes ${allRoutes.length} routes.\n`);
