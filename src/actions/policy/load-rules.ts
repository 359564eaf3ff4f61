import { type Problem, ProblemError } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { isCountry } from "../../domain/policy/compile.ts";
import type { Tables } from "../../domain/policy/condition.ts";
import type { Rule } from "../../domain/policy/rule.ts";
import { type RuleSet, ruleSet } from "../../domain/policy/rule-set.ts";
import { surprisesOf } from "../../domain/policy/run-fixture.ts";
import { readRule } from "./read-rule.ts";
import { type Located, type LocatedMap, type RuleFile, readYaml, refuse } from "./read-yaml.ts";
import { anyMap, listOf, mapOf, must, numberOf, textsOf, wrong } from "./shapes.ts";

const ruleFilesMax = 64;
const fileFields = ["format", "areas", "codes", "rules"];

/**
 * Reads all rule files together: tables of any file may be used in every other. All or nothing: one mistake anywhere
 * gives one problem with file and line, and no rules. Each rule is asked about its own examples before it is believed.
 */
export function loadRules(files: readonly RuleFile[]): Result<RuleSet, Problem> {
  try {
    return ok(load(files));
  } catch (error) {
    if (error instanceof ProblemError) return err(error.problem);
    throw error;
  }
}

function load(files: readonly RuleFile[]): RuleSet {
  const first = files[0];
  if (!first) refuse("policy", 1, "there is no rule file");
  if (files.length > ruleFilesMax) refuse(first.path, 1, `there are more than ${ruleFilesMax} rule files`);
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const read = sorted.map((file) => {
    const at = readYaml(file);
    const map = mapOf(at, "a rule file", fileFields);
    const format = must(map, "format", at, "the file");
    if (numberOf(format, '"format"') !== 1) wrong(format, "this Millrace reads rule files of format 1");
    return { at, map };
  });
  const tables: Tables = {
    areas: gather(read, "areas", (code, at) => isCountry(code) || wrong(at, `"${code}" is not a country's code`)),
    codes: gather(read, "codes", () => true),
  };
  const rules: Rule[] = [];
  const seen = new Map<string, Located>();
  for (const { map } of read) {
    const list = map.get("rules");
    for (const at of list ? listOf(list, '"rules"') : []) {
      const rule = readRule(at, tables);
      const before = seen.get(rule.id);
      if (before) wrong(at, `rule ${rule.id} already stands in ${before.path}, line ${before.line}`);
      seen.set(rule.id, at);
      proveExamples(at, rule, tables);
      rules.push(rule);
    }
  }
  if (rules.length === 0) refuse(first.path, 1, "there is no rule in the rule files");
  return ruleSet(rules, tables);
}

function gather(
  files: readonly { readonly map: LocatedMap }[],
  name: "areas" | "codes",
  check: (entry: string, at: Located) => boolean,
): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const { map } of files) {
    const group = map.get(name);
    for (const [table, list] of group ? anyMap(group, `"${name}"`) : []) {
      if (found.has(table)) wrong(list, `the table "${table.slice(0, 60)}" stands twice`);
      const entries = textsOf(list, `"${table.slice(0, 60)}"`);
      for (const entry of entries) check(entry, list);
      found.set(table, entries);
    }
  }
  return Object.fromEntries(found);
}

function proveExamples(at: Located, rule: Rule, tables: Tables): void {
  const surprise = surprisesOf(rule, tables)[0];
  if (surprise) {
    const what = `rule ${rule.id} does not do what its own example "${surprise.example}" says`;
    wrong(at, what, `It came out as "${surprise.got}". ${surprise.sentence}`);
  }
}
