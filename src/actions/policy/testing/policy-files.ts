import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RuleSet } from "../../../domain/policy/rule-set.ts";
import { loadRules } from "../load-rules.ts";
import type { RuleFile } from "../read-yaml.ts";

const folder = new URL("../../../../policy/", import.meta.url);

/** The rule files that come with Millrace. */
export const policyFiles: readonly RuleFile[] = readdirSync(fileURLToPath(folder)).map((name) => ({
  path: `policy/${name}`,
  text: readFileSync(new URL(name, folder), "utf8"),
}));

/** The rules in them, ready. */
export function shippedRules(): RuleSet {
  const loaded = loadRules(policyFiles);
  if (!loaded.ok) throw new Error(`${loaded.error.sentence} ${loaded.error.fix ?? ""}`);
  return loaded.value;
}
