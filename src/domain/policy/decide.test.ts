import { describe, expect, it } from "vitest";
import type { Facts, Intended } from "./asking.ts";
import type { Condition } from "./condition.ts";
import { decide, decideAlone } from "./decide.ts";
import { unknowns } from "./parts.ts";
import type { Rule } from "./rule.ts";
import { canonical, factsNeeded, ruleSet } from "./rule-set.ts";
import { surprisesOf } from "./run-fixture.ts";

const at = Date.UTC(2026, 10, 20);
const tables = { areas: {}, codes: {} };

function rule(id: string, change: Partial<Rule> = {}): Rule {
  return {
    id,
    version: 2,
    title: `The title of ${id}`,
    text: "What it demands.",
    jurisdiction: "house",
    kinds: ["post.publish"],
    when: { always: true },
    effect: "deny",
    unknown: "deny",
    sentence: `${id} objects.`,
    source: "House rule",
    checkedOn: "2026-11-20",
    status: "verified",
    fixtures: { allow: [], deny: [], ask: [] },
    ...change,
  };
}

const post: Intended = {
  kind: "post.publish",
  target: "bluesky",
  book: "main",
  origin: { by: "owner", id: "u1" },
  parameters: { text: "Hello", textKey: "k", disclosures: ["paid-tie"] },
};
const nothing: Facts = { values: {}, counts: {} };
const never: Condition = { not: { always: true } };
const missing: Condition = { field: "copy.firstUse", is: true };
const about = (...rules: readonly Rule[]) => decide(ruleSet(rules, tables), post, nothing, at);

describe("a decision", () => {
  it("allows what no rule objects to, and says how many were asked", () => {
    expect(about(rule("A-1", { when: never }))).toMatchObject({
      verdict: "allow",
      rules: [],
      asked: 1,
      later: false,
      sentence: "Allowed: 1 rule was asked and does not object.",
    });
    expect(about(rule("A-1", { when: never }), rule("A-2", { when: never })).sentence).toBe(
      "Allowed: 2 rules were asked and none objects.",
    );
  });

  it("names every rule that spoke, the weightiest first, and gives one sentence", () => {
    const decision = about(
      rule("A-1", { effect: "ask" }),
      rule("A-2", { effect: "cap" }),
      rule("A-3"),
      rule("A-4", { when: never }),
    );
    expect(decision).toMatchObject({ verdict: "deny", rules: ["A-3", "A-2", "A-1"], later: false });
    expect(decision.sentence).toBe("Denied: A-3 objects (A-3, and 2 more rules).");
    expect(decision.voices[0]).toEqual({ rule: "A-3", version: 2, said: "deny" });
  });

  it("asks when no rule denies", () => {
    const decision = about(rule("A-1", { effect: "ask" }), rule("A-2", { effect: "ask" }));
    expect(decision).toMatchObject({ verdict: "needs-approval", rules: ["A-1", "A-2"], later: false });
    expect(decision.sentence).toBe("Needs your yes: A-1 objects (A-1, and one more rule).");
  });

  it("says that only a cap is in the way, so that it may go later", () => {
    const decision = about(rule("A-1", { effect: "cap" }), rule("A-2", { effect: "ask" }));
    expect(decision).toMatchObject({ verdict: "deny", later: true });
    expect(decision.sentence).toBe("Not now: A-1 objects (A-1, and one more rule).");
  });

  it("demands a disclosure and is content once the action carries it", () => {
    const there = about(rule("A-1", { effect: "disclose", disclosure: "paid-tie" }));
    expect(there).toMatchObject({ verdict: "allow", rules: ["A-1"], disclosures: [], voices: [{ said: "disclosed" }] });
    const gone = about(
      rule("A-1", { effect: "disclose", disclosure: "ai-made" }),
      rule("A-2", { effect: "disclose", disclosure: "paid-tie" }),
    );
    expect(gone).toMatchObject({ verdict: "deny", disclosures: ["ai-made"] });
    expect(gone.sentence).toBe("Denied: A-1 objects (A-1).");
    const mute = { ...post, parameters: {} };
    const set = ruleSet([rule("A-1", { effect: "disclose", disclosure: "ai-made" })], tables);
    expect(decide(set, mute, nothing, at).verdict).toBe("deny");
  });

  it("carries a disclosure that its rule forgot to name nowhere", () => {
    const decision = about(rule("A-1", { effect: "disclose" }));
    expect(decision).toMatchObject({ verdict: "deny", disclosures: [""] });
  });

  it("denies or asks for a missing fact as the rule says, and names what is not known", () => {
    const denied = about(rule("A-1", { when: missing }));
    expect(denied).toMatchObject({ verdict: "deny", later: false });
    expect(denied.voices).toEqual([{ rule: "A-1", version: 2, said: "unknown-deny", missing: ["copy.firstUse"] }]);
    expect(denied.sentence).toBe(
      'Denied: it is not known whether this pattern of text was used before, and that decides about "The title of A-1" (A-1).',
    );
    expect(about(rule("A-1", { when: missing, unknown: "ask", effect: "ask" }))).toMatchObject({
      verdict: "needs-approval",
      voices: [{ said: "unknown-ask" }],
    });
  });

  it("names a missing count and a missing parameter in words", () => {
    const count = about(rule("A-1", { when: { count: "account.sameText", within: "30d", atLeast: 1 } }));
    expect(count.sentence).toContain("it is not known how many posts with this text on this account there were in 30d");
    const parameter = about(rule("A-1", { when: { field: "with.link", is: "x" } }));
    expect(parameter.sentence).toContain('it is not known what "link" is');
    const strange = about(rule("A-1", { when: { count: "moons", within: "1d", atLeast: 1 } }));
    expect(strange.sentence).toContain('it is not known what "moons/1d" is');
  });

  it("asks only rules about the kind and the target", () => {
    const set = ruleSet([rule("A-1", { targets: ["x"] }), rule("A-2", { kinds: ["post.reply"] })], tables);
    expect(decideAlone(set, post, nothing, at)).toMatchObject({
      verdict: "allow",
      asked: 0,
      sentence: "Allowed: no rule is about it.",
    });
    expect(decideAlone(set, { ...post, target: "x" }, nothing, at).rules).toEqual(["A-1"]);
  });

  it("denies an outside effect that no rule is about, so that lost rules allow nothing", () => {
    const decision = decide(ruleSet([], tables), post, nothing, at);
    expect(decision).toMatchObject({ verdict: "deny", rules: ["NO-RULE"], later: false });
    expect(decision.sentence).toBe('Denied: no rule says anything about an action "post.publish" on "bluesky".');
    const inside = { ...post, kind: "reminder.show", target: "inside" };
    expect(decide(ruleSet([], tables), inside, nothing, at).verdict).toBe("allow");
  });

  it("denies a kind it does not know, in whatever way it is spelt", () => {
    for (const kind of ["rocket.launch", "", "LISTING.CREATE", "toString", "x".repeat(500)]) {
      const decision = decide(ruleSet([rule("A-1")], tables), { ...post, kind }, nothing, at);
      expect(decision).toMatchObject({ verdict: "deny", rules: ["KIND-UNKNOWN"], later: false });
      expect(decision.sentence.length).toBeLessThan(200);
    }
  });
});

describe("a set of rules", () => {
  const set = ruleSet(
    [
      rule("A-1", { when: { all: [missing, { count: "account.sameText", within: "30d", atLeast: 1 }] } }),
      rule("A-2", { when: { any: [{ quiet: "receiver.zone", from: "21:00", to: "08:00" }, { not: missing }] } }),
      rule("A-3", { targets: ["x"], when: { field: "account.labelled", is: false } }),
      rule("A-4", { when: { field: "with.price", below: { field: "price.floor" } } }),
      rule("A-5", { when: { field: "action.target", is: "x" } }),
    ],
    tables,
  );

  it("says which facts and counts a decision needs", () => {
    expect(factsNeeded(set, "post.publish", "bluesky")).toEqual({
      facts: ["copy.firstUse", "receiver.zone", "price.floor"],
      counts: [{ counter: "account.sameText", within: "30d" }],
    });
    expect(factsNeeded(set, "post.publish", "x").facts).toContain("account.labelled");
    expect(factsNeeded(set, "listing.create", "x")).toEqual({ facts: [], counts: [] });
  });

  it("has a hash that changes with any rule and not with the order of names", () => {
    const again = ruleSet([...set.rules], tables);
    expect(again.hash).toBe(set.hash);
    expect(ruleSet(set.rules.slice(1), tables).hash).not.toBe(set.hash);
    expect(ruleSet(set.rules, { ...tables, codes: { a: ["b"] } }).hash).not.toBe(set.hash);
    expect(canonical({ b: 1n, a: [null, "x", true], c: undefined })).toBe('{"a":[null,"x",true],"b":1n}');
    expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1 }));
  });

  it("knows which conditions always have an answer", () => {
    expect(
      unknowns({
        all: [
          { field: "action.kind", is: "x" },
          { field: "x", known: true },
        ],
      }),
    ).toBe(false);
    expect(unknowns({ not: missing })).toBe(true);
    expect(unknowns({ count: "c", within: "1d", atLeast: 1 })).toBe(true);
  });
});

describe("a rule's own examples", () => {
  const example = (origin: string, counts = {}) => ({
    action: { kind: "post.publish", target: "x", origin, parameters: {} },
    facts: {},
    counts,
    at,
  });

  it("that come out otherwise are named", () => {
    const one = rule("A-1", {
      when: { field: "action.origin", is: "owner" },
      fixtures: { allow: [example("engine"), example("owner")], deny: [example("owner")], ask: [example("strategy")] },
    });
    expect(surprisesOf(one, tables).map(({ example: name, got }) => [name, got])).toEqual([
      ["allow 2", "deny"],
      ["ask 1", "allow"],
    ]);
  });

  it("a condition that nobody checked stops the program instead of deciding", () => {
    const broken = (when: Condition) => () => ruleSet([rule("A-1", { when })], tables);
    expect(broken({ field: "x", olderThan: "soon" })).toThrow(/was checked when/);
    expect(broken({ quiet: "x", from: "late", to: "08:00" })).toThrow(/were checked when/);
    expect(broken({ quiet: "x", from: "08:00", to: "late" })).toThrow(/were checked when/);
    // What types forbid can still come from a file that nobody checked.
    expect(broken(JSON.parse('{"field":"x"}'))).toThrow(/one of the known forms/);
  });
});
