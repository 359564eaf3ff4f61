import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RuleFile } from "../actions/policy/read-yaml.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, type Result } from "../base/result.ts";
import type { RuleSet } from "../domain/policy/rule-set.ts";

/** Reads the rule files of a folder as they lie there. */
export function ruleFilesIn(folder: string): readonly RuleFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => ({ path: `policy/${name}`, text: readFileSync(join(folder, name), "utf8") }));
}

/**
 * The rules, read once when they are first asked for: most commands need none, and reading them takes a while. What
 * cannot be read is a problem, and stays one until the program starts again.
 */
export function rulesFrom(files: () => readonly RuleFile[]): () => Promise<Result<RuleSet, Problem>> {
  let read: Promise<Result<RuleSet, Problem>> | undefined;
  const load = async (): Promise<Result<RuleSet, Problem>> => {
    const { loadRules } = await import("../actions/policy/load-rules.ts");
    try {
      return loadRules(files());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : "unknown reason";
      return err(
        problem("rules-unreadable", `The rule files cannot be read: ${reason}.`, {
          fix: "Put the folder `policy` back beside the program.",
        }),
      );
    }
  };
  return () => (read ??= load());
}
