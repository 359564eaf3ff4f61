import {
  registryPath,
  registryText,
  routeRegistryPath,
  routeRegistryText,
  sinkRegistryPath,
  sinkRegistryText,
  strategyRegistryPath,
  strategyRegistryText,
} from "../../registry-text.ts";
import type { Rule } from "../tree.ts";

/** The generated lists of file profiles, connectors, sinks and strategies are as the generator would write them. */
export const registry: Rule = (tree) => {
  const files = [...tree.files.keys()];
  const lists = [
    { path: registryPath, wanted: registryText(files) },
    { path: sinkRegistryPath, wanted: sinkRegistryText(files) },
    { path: routeRegistryPath, wanted: routeRegistryText(files) },
    { path: strategyRegistryPath, wanted: strategyRegistryText(files) },
  ];
  return lists
    .filter(({ path, wanted }) => wanted !== undefined && tree.files.get(path) !== wanted)
    .map(({ path }) => ({ file: path, line: 1, rule: "generated", message: "is stale: run `npm run generate`" }));
};
