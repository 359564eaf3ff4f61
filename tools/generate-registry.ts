import { writeFileSync } from "node:fs";
import path from "node:path";
import {
  registered,
  registryPath,
  registryText,
  routeRegistryPath,
  routeRegistryText,
  sinkRegistryPath,
  sinkRegistryText,
  strategyRegistryPath,
  strategyRegistryText,
} from "./registry-text.ts";
import { readTree } from "./tidy/tree.ts";

const root = path.resolve(import.meta.dirname, "..");
const files = [...readTree(root).files.keys()];
const text = registryText(files);
if (text === undefined) {
  process.stdout.write("There is no file profile yet, so nothing was written.\n");
} else {
  writeFileSync(path.join(root, registryPath), text);
  const { profiles, connectors } = registered(files);
  process.stdout.write(`${registryPath} lists ${profiles.length} profiles and ${connectors.length} connectors.\n`);
}

const sinks = sinkRegistryText(files);
if (sinks !== undefined) {
  writeFileSync(path.join(root, sinkRegistryPath), sinks);
  process.stdout.write(`${sinkRegistryPath} lists what messages can go to.\n`);
}

const strategies = strategyRegistryText(files);
if (strategies !== undefined) {
  writeFileSync(path.join(root, strategyRegistryPath), strategies);
  process.stdout.write(`${strategyRegistryPath} lists what strategies come along.\n`);
}

const routes = routeRegistryText(files);
if (routes !== undefined) {
  writeFileSync(path.join(root, routeRegistryPath), routes);
  process.stdout.write(`${routeRegistryPath} lists what can be asked over HTTP.\n`);
}
