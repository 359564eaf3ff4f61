import { registryPath, registryText } from "../../registry-text.ts";
import type { Rule } from "../tree.ts";

/** The generated list of file profiles is as the generator would write it. */
export const registry: Rule = (tree) => {
  const wanted = registryText([...tree.files.keys()]);
  if (wanted === undefined || tree.files.get(registryPath) === wanted) return [];
  return [{ file: registryPath, line: 1, rule: "generated", message: "is stale: run `npm run generate`" }];
};
