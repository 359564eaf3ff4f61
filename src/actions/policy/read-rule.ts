import { allActionKinds, kindRow } from "../../domain/action/kinds.ts";
import type { Tables } from "../../domain/policy/condition.ts";
import type { Rule } from "../../domain/policy/rule.ts";
import { readCondition } from "./read-condition.ts";
import { readFixtures } from "./read-fixtures.ts";
import type { Located } from "./read-yaml.ts";
import { dayOf, mapOf, meant, must, numberOf, oneOf, textOf, textsOf, wrong } from "./shapes.ts";

const fields = [
  "id",
  "version",
  "title",
  "text",
  "jurisdiction",
  "kinds",
  "targets",
  "when",
  "effect",
  "disclosure",
  "unknown",
  "sentence",
  "source",
  "checkedOn",
  "status",
  "fixtures",
];

/** Reads one rule and checks everything in it. */
export function readRule(at: Located, tables: Tables): Rule {
  const map = mapOf(at, "a rule", fields);
  const id = textOf(must(map, "id", at, "the rule"), '"id"');
  const what = `rule ${id.slice(0, 40)}`;
  const of = (name: string): Located => must(map, name, at, what);
  if (!/^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$/.test(id))
    wrong(of("id"), `"${id.slice(0, 40)}" is not an id such as "HOUSE-01"`);
  const version = numberOf(of("version"), '"version"');
  if (version < 1) wrong(of("version"), '"version" must be one or more');
  const kinds = readKinds(of("kinds"));
  const targets = map.get("targets");
  const named = targets ? textsOf(targets, '"targets"') : undefined;
  const effect = oneOf(of("effect"), '"effect"', ["deny", "cap", "ask", "disclose"] as const);
  const unknown = map.get("unknown");
  const disclosure = readDisclosure(at, map.get("disclosure"), effect, kinds);
  return {
    id,
    version,
    title: textOf(of("title"), '"title"'),
    text: textOf(of("text"), '"text"'),
    jurisdiction: textOf(of("jurisdiction"), '"jurisdiction"'),
    kinds,
    ...(named ? { targets: named } : {}),
    when: readCondition(of("when"), { kinds, tables }),
    effect,
    ...(disclosure ? { disclosure } : {}),
    unknown: unknown ? oneOf(unknown, '"unknown"', ["deny", "ask"] as const) : "deny",
    sentence: readSentence(of("sentence")),
    source: textOf(of("source"), '"source"'),
    checkedOn: dayOf(of("checkedOn"), '"checkedOn"'),
    status: oneOf(of("status"), '"status"', ["verified", "unverified"] as const),
    fixtures: readFixtures(of("fixtures"), kinds, named ?? []),
  };
}

/** A list of kinds; `[every outside action]` and `[every action]` stand for all of them. */
function readKinds(at: Located): readonly string[] {
  const names = textsOf(at, '"kinds"');
  const all = allActionKinds();
  if (names.length === 1 && names[0] === "every outside action") {
    return all.filter((kind) => kindRow(kind)?.outside === true);
  }
  for (const name of names) {
    if (!all.some((kind) => kind === name)) {
      wrong(at, `there is no kind of action "${name.slice(0, 60)}"`, meant(name, all));
    }
  }
  return names;
}

function readDisclosure(
  at: Located,
  given: Located | undefined,
  effect: Rule["effect"],
  kinds: readonly string[],
): string | undefined {
  if (effect !== "disclose")
    return given ? wrong(given, 'only a rule with "effect: disclose" has a "disclosure"') : undefined;
  if (!given) wrong(at, 'a rule with "effect: disclose" needs a "disclosure"');
  const mute = kinds.find((kind) => kindRow(kind)?.parameters["disclosures"] === undefined);
  return mute ? wrong(at, `"${mute}" cannot carry a disclosure`) : textOf(given, '"disclosure"');
}

function readSentence(at: Located): string {
  const sentence = textOf(at, '"sentence"');
  return /^[^\n]{10,300}\.$/.test(sentence)
    ? sentence
    : wrong(at, '"sentence" must be one sentence that ends in a full stop');
}
