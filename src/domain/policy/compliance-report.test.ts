import { describe, expect, it } from "vitest";
import { complianceReport, complianceText, type PastDecision } from "./compliance-report.ts";
import type { Voice } from "./decide.ts";
import type { Rule } from "./rule.ts";

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

function rule(id: string, checkedOn: string, status: Rule["status"]): Rule {
  return {
    id,
    version: 1,
    title: `Title ${id}`,
    text: "Text.",
    jurisdiction: "house",
    kinds: ["post.publish"],
    when: { always: true },
    effect: "deny",
    unknown: "deny",
    sentence: "No.",
    source: "House rule",
    checkedOn,
    status,
    fixtures: { allow: [], deny: [], ask: [] },
  };
}

function past(
  kind: string,
  target: string,
  on: string,
  verdict: PastDecision["verdict"],
  ...said: [string, Voice["said"]][]
): PastDecision {
  return {
    kind,
    target,
    verdict,
    voices: said.map(([id, one]) => ({ rule: id, version: 1, said: one })),
    rules: said.map(([id]) => id),
    sentence: "",
    later: false,
    disclosures: [],
    asked: 1,
    ruleSet: on < "2026-11-15" ? "h1" : "h2",
    at: day(on),
  };
}

const rules = [
  rule("A-1", "2025-11-20", "verified"),
  rule("A-2", "2025-12-01", "unverified"),
  rule("A-3", "2024-01-01", "verified"),
  rule("A-4", "2024-01-01", "verified"),
];
const decisions = [
  past("post.publish", "x", "2026-10-31", "deny", ["A-1", "deny"]),
  past("post.publish", "x", "2026-11-01", "allow", ["A-1", "disclosed"]),
  past("post.publish", "x", "2026-11-10", "deny", ["A-1", "deny"], ["A-2", "ask"]),
  past("post.publish", "x", "2026-11-11", "deny", ["A-1", "cap"]),
  past("mail.send", "smtp", "2026-11-20", "needs-approval", ["A-2", "unknown-ask"]),
  past("mail.send", "smtp", "2026-11-30", "deny", ["A-3", "unknown-deny"], ["GONE-1", "disclose"]),
  past("mail.send", "smtp", "2026-12-01", "deny", ["A-3", "deny"]),
];

describe("the compliance report", () => {
  const report = complianceReport(decisions, rules, day("2026-11-01"), day("2026-12-01"));

  it("counts what was decided in its period and nothing else", () => {
    expect(report.total).toEqual({ checked: 5, allowed: 1, asked: 1, denied: 3 });
    expect(report.byKind).toEqual([
      { kind: "mail.send", checked: 2, allowed: 0, asked: 1, denied: 1 },
      { kind: "post.publish", checked: 3, allowed: 1, asked: 0, denied: 2 },
    ]);
    expect(report.byTarget.map(({ target, checked }) => [target, checked])).toEqual([
      ["smtp", 2],
      ["x", 3],
    ]);
    expect(report.ruleSets).toEqual(["h1", "h2"]);
  });

  it("tells of each rule what it did, and where only a fact was missing", () => {
    expect(report.byRule).toEqual([
      { rule: "A-1", title: "Title A-1", denied: 2, asked: 0, forMissingFacts: 0, disclosed: 1 },
      { rule: "A-3", title: "Title A-3", denied: 1, asked: 0, forMissingFacts: 1, disclosed: 0 },
      { rule: "GONE-1", title: "", denied: 1, asked: 0, forMissingFacts: 0, disclosed: 0 },
      { rule: "A-2", title: "Title A-2", denied: 0, asked: 2, forMissingFacts: 1, disclosed: 0 },
    ]);
  });

  it("names the rules that nobody compared with their source for a year, and those never verified", () => {
    expect(report.old.map(({ rule: id, days }) => [id, days])).toEqual([
      ["A-3", 1_065],
      ["A-4", 1_065],
      ["A-1", 376],
    ]);
    expect(report.unverified).toEqual(["A-2"]);
    expect(complianceReport([], [rule("A-1", "2025-12-01", "verified")], 0, day("2026-12-01")).old).toEqual([]);
  });

  it("is a page that a person can read", () => {
    expect(complianceText(report)).toBe(`Compliance from 2026-11-01 to 2026-11-30 (UTC)

5 actions were checked: 1 allowed, 1 put to you, 3 denied.

By kind of action
  mail.send: 2 checked, 1 asked, 1 denied
  post.publish: 3 checked, 0 asked, 2 denied

Rules that spoke
  A-1 (Title A-1): denied 2, asked 0
  A-3 (Title A-3): denied 1, asked 0, 1 of them for missing facts
  GONE-1 (a rule that is no longer there): denied 1, asked 0
  A-2 (Title A-2): denied 0, asked 2, 1 of them for missing facts

3 rules were not compared with the source for a year.
  A-3 (Title A-3): last on 2024-01-01, 1065 days ago
  A-4 (Title A-4): last on 2024-01-01, 1065 days ago
  A-1 (Title A-1): last on 2025-11-20, 376 days ago

1 rule is not verified: A-2.
`);
  });

  it("of a period without decisions says so", () => {
    const empty = complianceReport([], [], day("2026-11-01"), day("2026-12-01"));
    expect(complianceText(empty)).toBe(`Compliance from 2026-11-01 to 2026-11-30 (UTC)

0 actions were checked: 0 allowed, 0 put to you, 0 denied.

0 rules were not compared with the source for a year.

0 rules are not verified: none.
`);
  });

  it("survives JSON unchanged", () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("counts a rule without a real date as old", () => {
    expect(complianceReport([], [rule("A-1", "soon", "verified")], 0, day("2026-12-01")).old).toHaveLength(1);
  });
});
