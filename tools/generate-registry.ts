import { writeFileSync } from "node:fs";
import path from "node:path";
import { registryPath, registryText } from "./registry-text.ts";
import { readTree } from "./tidy/tree.ts";

const root = path.resolve(import.meta.dirname, "..");
const text = registryText([...readTree(root).files.keys()]);
if (text === undefined) {
  process.stdout.write("There is no file profile yet, so nothing was written.\n");
} else {
  writeFileSync(path.join(root, registryPath), text);
  process.stdout.write(`${registryPath} lists ${text.split("\nimport {").length - 1} profiles.\n`);
}
