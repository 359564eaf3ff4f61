import { describe, expect, it } from "vitest";
import { decide } from "../../domain/policy/decide.ts";
import { loadRules } from "./load-rules.ts";

const good = `format: 1
codes:
  bad-words: [foo]
areas:
  HOME: [KE]
rules:
  - id: HOUSE-99
    version: 1
    title: No foo
    text: Posts do not say foo.
    jurisdiction: house
    kinds: [post.publish]
    targets: [x]
    when: { field: action.words, mentions: bad-words }
    effect: deny
    unknown: deny
    sentence: The text says foo.
    source: House rule
    checkedOn: 2026-11-20
    status: verified
    fixtures:
      allow: [{ with: { text: bar } }]
      deny: [{ with: { text: a foo } }]
`;

const load = (text: string, path = "policy/own.yaml") => loadRules([{ path, text }]);
const refusal = (text: string): string => {
  const loaded = load(text);
  return loaded.ok ? "loaded" : [loaded.error.sentence, loaded.error.fix ?? ""].join(" ").trim();
};
const changed = (from: string | RegExp, to: string): string => {
  const text = good.replace(from, to);
  if (text === good) throw new Error(`nothing in the file matches ${from}`);
  return text;
};

describe("a rule file", () => {
  it("becomes rules that decide", () => {
    const loaded = load(good);
    if (!loaded.ok) throw new Error(loaded.error.sentence);
    expect(loaded.value.rules.map((rule) => rule.id)).toEqual(["HOUSE-99"]);
    const post = {
      kind: "post.publish",
      target: "x",
      book: "main",
      parameters: { text: "Foo!" },
      origin: { by: "engine" },
    };
    const decision = decide(loaded.value, { ...post, origin: { by: "engine" } }, { values: {}, counts: {} }, 0);
    expect(decision.sentence).toBe("Denied: The text says foo (HOUSE-99).");
  });

  it("has the same hash however it is laid out, and another when anything in it changes", () => {
    const hash = (text: string, path?: string): string => {
      const loaded = load(text, path);
      return loaded.ok ? loaded.value.hash : loaded.error.sentence;
    };
    expect(hash(`# note\n${good.replaceAll("\n", "\r\n")}`, "other.yaml")).toBe(hash(good));
    expect(hash(changed("a foo", "the foo"))).not.toBe(hash(good));
    expect(hash(changed("[foo]", "[foo, baz]"))).not.toBe(hash(good));
  });

  // biome-ignore format: a list of cases that reads as a table stays one to a line.
  it.each<[string, string | RegExp, string, string]>([
    ["an unknown field of a rule", "    title:", "    tittle: x\n    title:", 'policy/own.yaml, line 9: "tittle" is not a field of a rule. Did you mean "title"?'],
    ["an unknown field of the file", "codes:", "cods: {}\ncodes:", 'policy/own.yaml, line 2: "cods" is not a field of a rule file. Did you mean "codes"?'],
    ["a field that is missing", "    source: House rule\n", "", 'policy/own.yaml, line 7: rule HOUSE-99 has no "source".'],
    ["another format", "format: 1", "format: 2", "policy/own.yaml, line 1: this Millrace reads rule files of format 1."],
    ["no format", "format: 1\n", "", 'policy/own.yaml, line 1: the file has no "format".'],
    ["an id of another form", "HOUSE-99", "house rule", 'policy/own.yaml, line 7: "house rule" is not an id such as "HOUSE-01".'],
    ["version nought", "version: 1", "version: 0", 'policy/own.yaml, line 8: "version" must be one or more.'],
    ["a version with a point", "version: 1", "version: 1.5", "policy/own.yaml, line 8: numbers in rules are whole."],
    ["a date that is none", "2026-11-20", "2026-02-30", 'policy/own.yaml, line 19: "checkedOn" must be a real date written YYYY-MM-DD.'],
    ["an unknown kind", "[post.publish]", "[post.publsh]", 'policy/own.yaml, line 12: there is no kind of action "post.publsh". Did you mean "post.publish"?'],
    ["a kind twice", "[post.publish]", "[post.publish, post.publish]", 'policy/own.yaml, line 12: "kinds" names "post.publish" twice.'],
    ["no kind", "[post.publish]", "[]", 'policy/own.yaml, line 12: "kinds" is empty.'],
    ["an unknown effect", "effect: deny", "effect: forbid", 'policy/own.yaml, line 15: "effect" must be one of deny, cap, ask, disclose.'],
    ["a missing fact that is allowed", "unknown: deny", "unknown: allow", 'policy/own.yaml, line 16: "unknown" must be one of deny, ask.'],
    ["an unknown status", "status: verified", "status: sure", 'policy/own.yaml, line 20: "status" must be one of verified, unverified.'],
    ["a sentence without an end", "says foo.\n    source", "says foo\n    source", 'policy/own.yaml, line 17: "sentence" must be one sentence that ends in a full stop.'],
    ["a disclosure that nothing demands", "    effect: deny", "    disclosure: x\n    effect: deny", 'policy/own.yaml, line 15: only a rule with "effect: disclose" has a "disclosure".'],
    ["a demand without a disclosure", "effect: deny", "effect: disclose", 'policy/own.yaml, line 7: a rule with "effect: disclose" needs a "disclosure".'],
    ["a disclosure on what cannot carry one", /kinds:[\s\S]*effect: deny/, "kinds: [post.like]\n    when: { always: true }\n    effect: disclose\n    disclosure: x", 'policy/own.yaml, line 7: "post.like" cannot carry a disclosure.'],
    ["no example that is allowed", "      allow: [{ with: { text: bar } }]\n", "", "policy/own.yaml, line 22: the rule has no example that is allowed."],
    ["no example that is denied", "      deny: [{ with: { text: a foo } }]\n", "", "policy/own.yaml, line 22: the rule has no example that is denied or asked."],
    ["an example that comes out otherwise", "text: bar", "text: foo bar", 'policy/own.yaml, line 7: rule HOUSE-99 does not do what its own example "allow 1" says. It came out as "deny". Denied: The text says foo (HOUSE-99).'],
    ["an example with an unknown parameter", "text: bar", "txt: bar", 'policy/own.yaml, line 22: "post.publish" has no parameter "txt".'],
    ["an example with an unknown fact", "{ with: { text: bar } }", "{ facts: { receiver.contry: KE } }", 'policy/own.yaml, line 22: there is no fact "receiver.contry". Did you mean "receiver.country"?'],
    ["an example with an unknown count", "{ with: { text: bar } }", "{ counts: { moons/1d: 1 } }", 'policy/own.yaml, line 22: "moons/1d" is not a count such as "receiver.recovery/14d".'],
    ["an example that leaves away what is not there", "{ with: { text: bar } }", "{ without: [text] }", 'policy/own.yaml, line 22: there is no "text" to leave away.'],
    ["an example at no time", "{ with: { text: bar } }", "{ at: noon }", 'policy/own.yaml, line 22: a moment is written "2026-11-20T12:00Z".'],
    ["an example of each of nothing", "{ with: { text: bar } }", "{ each: {} }", 'policy/own.yaml, line 22: "each" makes 0 examples.'],
    ["an example of another kind", "{ with: { text: bar } }", "{ kind: post.reply }", 'policy/own.yaml, line 22: "kind" must be one of post.publish.'],
    ["a country that is none", "[KE]", "[KE, ZZ]", 'policy/own.yaml, line 5: "ZZ" is not a country\'s code.'],
    ["a code that YAML takes for a number", "[foo]", "[04]", 'policy/own.yaml, line 3: an entry of "bad-words" must be a text. Write it in quotes.'],
    ["a table twice in the file", "areas:", "  bad-words: [bar]\nareas:", "policy/own.yaml, line 4: this is not valid YAML: Map keys must be unique."],
    ["no rules", /rules:[\s\S]*/, "", "policy/own.yaml, line 1: there is no rule in the rule files."],
    ["rules that are no list", /rules:[\s\S]*/, "rules: 5\n", 'policy/own.yaml, line 6: "rules" must be a list.'],
    ["a rule that is a text", /rules:[\s\S]*/, "rules: [none]\n", "policy/own.yaml, line 6: a rule must be a mapping of names to values."],
    ["a value that is left out", "title: No foo", "title:", "policy/own.yaml, line 9: a value is missing."],
  ])("with %s is refused in one sentence", (_, from, to, sentence) => {
    expect(refusal(changed(from, to))).toBe(sentence);
  });

  // biome-ignore format: a list of cases that reads as a table stays one to a line.
  it.each<[string, string, string]>([
    ["no form", "{ says: foo }", "a condition has one of all, any, not, always, count, quiet, field."],
    ["a text instead of a condition", "always", "a condition must be a mapping of names to values."],
    ["two forms", "{ always: true, not: { always: true } }", '"always" is not a field of a condition with "not".'],
    ["never", "{ always: false }", '"always" can only be true.'],
    ["nothing in all", "{ all: [] }", '"all" is empty.'],
    ["an unknown field", "{ field: account.labeled, is: true }", 'there is no field "account.labeled" for these actions. Did you mean "account.labelled"?'],
    ["a parameter of another kind", "{ field: with.price, above: 1 }", 'there is no field "with.price" for these actions.'],
    ["a field without a test", "{ field: account.labelled }", '"account.labelled" needs exactly one of known, is, in, inTable, inArea, has, mentions, atLeast, above, below, atMost, olderThan.'],
    ["two tests", "{ field: account.shops, above: 1, below: 5 }", '"account.shops" needs exactly one of known, is, in, inTable, inArea, has, mentions, atLeast, above, below, atMost, olderThan.'],
    ["a pattern, which is no test", "{ field: with.text, matches: f.o }", '"matches" is not a field of a test of a field.'],
    ["a test that does not fit", "{ field: account.labelled, above: 1 }", '"above" does not fit "account.labelled", which is a flag.'],
    ["a country compared as text", "{ field: receiver.country, is: KE }", '"is" does not fit "receiver.country", which is a country.'],
    ["a flag as text", '{ field: account.labelled, is: "true" }', "the value must be true or false."],
    ["a number as text", '{ field: account.shops, is: "5" }', "the value must be a whole number."],
    ["a text as a flag", "{ field: with.text, is: true }", "the value must be a text."],
    ["an empty list", "{ field: with.text, in: [] }", '"in" is empty.'],
    ["an unknown table", "{ field: with.text, mentions: bad-word }", 'there is no table "bad-word". Did you mean "bad-words"?'],
    ["a name that every object has for a table", "{ field: with.text, inTable: toString }", 'there is no table "toString".'],
    ["an unknown area", "{ field: receiver.country, inArea: HOMES }", 'there is no area "HOMES". Did you mean "HOME"?'],
    ["an unknown counter", "{ count: account.sametext, within: 1d, atLeast: 1 }", 'nothing called "account.sametext" is counted. Did you mean "account.sameText"?'],
    ["a counter of other actions", "{ count: card.attempts, within: 1d, atLeast: 1 }", '"card.attempts" counts none of the actions this rule is about.'],
    ["a count from nought", "{ count: account.sameText, within: 1d, atLeast: 0 }", '"atLeast" must be one or more.'],
    ["a span in weeks", "{ count: account.sameText, within: 2w, atLeast: 1 }", 'a span of time is written "10m", "6h" or "30d".'],
    ["quiet hours of a text", '{ quiet: with.text, from: "21:00", to: "08:00" }', '"with.text" is not a time zone.'],
    ["quiet hours until 25:00", '{ quiet: receiver.zone, from: "21:00", to: "25:00" }', '"to" must be a time such as "20:00".'],
    ["a bound that is no field", "{ field: account.shops, above: { field: with.text } }", '"with.text" is not a number.'],
  ])("with a condition that has %s is refused in one sentence", (_, condition, what) => {
    expect(refusal(changed("{ field: action.words, mentions: bad-words }", condition))).toBe(`policy/own.yaml, line 14: ${what}`);
  });

  it("of which two state the same rule or table is refused, naming both", () => {
    const twice = loadRules([
      { path: "policy/b.yaml", text: good.replace(/codes:[\s\S]*rules:/, "rules:") },
      { path: "policy/a.yaml", text: good },
    ]);
    expect(twice).toMatchObject({
      error: { sentence: "policy/b.yaml, line 3: rule HOUSE-99 already stands in policy/a.yaml, line 7." },
    });
    const tables = loadRules([
      { path: "policy/a.yaml", text: good },
      { path: "policy/b.yaml", text: "format: 1\ncodes: { bad-words: [bar] }\n" },
    ]);
    expect(tables).toMatchObject({ error: { sentence: 'policy/b.yaml, line 2: the table "bad-words" stands twice.' } });
  });

  it("that is missing leaves no rules instead of none that object", () => {
    expect(loadRules([])).toMatchObject({ ok: false, error: { code: "policy-file" } });
    expect(loadRules(Array(65).fill({ path: "a", text: good }))).toMatchObject({ ok: false });
  });

  it("says what is kept: nothing goes out until it is right", () => {
    expect(load("rules: [")).toMatchObject({ error: { kept: expect.stringContaining("does not act outside") } });
  });
});

describe("a file made to harm", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]\n`;

  it.each<[string, string, RegExp]>([
    ["anchors and aliases", bomb, /^policy\/own\.yaml, line 1: tags and anchors/],
    ["an alias alone", "format: *a\n", /^policy\/own\.yaml, line 1: /],
    ["a tag", "format: !!js/function 'x'\n", /^policy\/own\.yaml, line 1: /],
    ["a known tag", "format: !!int 1\n", /^policy\/own\.yaml, line 1: tags and anchors/],
    ["a merge key", `format: 1\nx: &x { a: 1 }\ny: { <<: *x }\n`, /^policy\/own\.yaml, line \d: /],
    [
      "brackets without end",
      `format: ${"[".repeat(50_000)}`,
      /^policy\/own\.yaml, line 1: values lie more than 24 deep/,
    ],
    [
      "dashes without end",
      `format:\n  ${"- ".repeat(50_000)}x`,
      /^policy\/own\.yaml, line 2: values lie more than 24 deep/,
    ],
    [
      "steps without end",
      Array.from({ length: 200 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      /line 98: values lie more than 24 deep/,
    ],
    [
      "small steps without end",
      Array.from({ length: 60 }, (_, i) => `${" ".repeat(i)}a:`).join("\n") + " 1",
      /values lie more than 24 deep/,
    ],
    [
      "too many values",
      `format: 1\nrules:\n${"- 1\n".repeat(21_000)}`,
      /^policy\/own\.yaml, line \d+: the file holds more than 20000 values/,
    ],
    [
      "too many bytes",
      `format: 1 #${"x".repeat(300_000)}`,
      /^policy\/own\.yaml, line 1: the file is larger than 256 KiB/,
    ],
    ["two documents", `${good}---\n${good}`, /^policy\/own\.yaml, line \d+: this is not valid YAML/],
    ["a name that is a list", "? [a]\n: 1\n", /^policy\/own\.yaml, line 1: a name is not a text/],
    ["a name for every object", `${good}__proto__: 1\n`, /"__proto__" is not a field of a rule file/],
    ["nothing", "", /^policy\/own\.yaml, line 1: the file is empty/],
    ["only a note", "# note\n", /^policy\/own\.yaml, line 1: the file is empty/],
    ["a tab for a space", "format:\n\t1\n", /^policy\/own\.yaml, line \d: this is not valid YAML/],
    ["an empty entry", "format: 1\nrules: [ , ]\n", /^policy\/own\.yaml, line 2: /],
    ["bytes that are no text", "\u0000\u0001\ufffd", /^policy\/own\.yaml, line 1: /],
  ])("with %s is refused at once in one sentence", (_, text, sentence) => {
    const refused = refusal(text);
    expect(refused).toMatch(sentence);
    expect(refused).not.toContain("\n");
  });
});
