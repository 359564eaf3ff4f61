import type { RuleFile } from "../actions/policy/read-yaml.ts";
import { counted } from "../domain/text/amount-text.ts";
import { bad, type Finding, findingOf, fine } from "../upkeep/finding.ts";

/** Whether the rule files can be read and are believed. Without them nothing outside is allowed. */
export async function examineRules(files: () => readonly RuleFile[]): Promise<Finding> {
  const { loadRules } = await import("../actions/policy/load-rules.ts");
  try {
    const rules = loadRules(files());
    if (!rules.ok) return findingOf("rules", "bad", rules.error);
    return fine(
      "rules",
      `${counted(rules.value.rules.length, "rule")} for what leaves are read, and do what their examples say.`,
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown reason";
    const sentence = `The rule files cannot be read: ${reason}. Nothing outside is allowed.`;
    return bad("rules", sentence, "Put the folder `policy` back beside the program.");
  }
}
