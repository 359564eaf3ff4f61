import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText } from "./canonical.ts";
import { digitsOf, type Exact, exactMember, Numeral, parseExact } from "./exact.ts";
import { fieldsOf } from "./fields.ts";
import { elementsOf, memberOf, surveyOf } from "./slices.ts";

const exact = (text: string): Exact => {
  const read = parseExact(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};

describe("the text of a member", () => {
  it("is given as it was written, with its spaces, escapes and digits", () => {
    const text = '{ "a" : [ {"x": 1.50, "y":"]\\"}"} ,2.0, "\\u0041" ] , "b":-0.0 }';
    expect(elementsOf(text, "a")).toEqual(['{"x": 1.50, "y":"]\\"}"}', "2.0", '"\\u0041"']);
    expect(memberOf(text, "b")).toBe("-0.0");
  });

  it("is none where there is no such member, no list, or no object", () => {
    expect(elementsOf('{"a":{}}', "a")).toBeUndefined();
    expect(elementsOf("{}", "a")).toBeUndefined();
    expect(memberOf("[1]", "a")).toBeUndefined();
    expect(elementsOf('{"a":[]}', "a")).toEqual([]);
    expect(elementsOf('{"b":1,"a":[ ]}', "a")).toEqual([]);
  });

  it("is the last one where a name comes twice, as for every reader of JSON", () => {
    expect(memberOf('{"a":1,"\\u0061":2}', "a")).toBe("2");
  });

  it("leads to the same values as reading the whole, for any JSON", () => {
    const spaced = fc.constantFrom(undefined, 1, "\t");
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.string(), fc.jsonValue(), spaced, (list, name, other, space) => {
        const text = JSON.stringify({ [`${name}x`]: other, list, y: other }, null, space);
        expect(elementsOf(text, "list")?.map((one) => JSON.parse(one) as unknown)).toEqual(
          JSON.parse(JSON.stringify(list)),
        );
        expect(JSON.parse(memberOf(text, "y") ?? "")).toEqual(JSON.parse(JSON.stringify(other)));
      }),
    );
  });
});

describe("JSON read exactly", () => {
  it("keeps each digit of a number", () => {
    expect(exact("[29.10, -0.0, 1e3, 12345678901234567890.5]")).toEqual(
      ["29.10", "-0.0", "1e3", "12345678901234567890.5"].map((source) => new Numeral(source)),
    );
  });

  it("loses no digit of any number, whether it takes the short way or the long one", () => {
    const digits = fc.stringMatching(/^-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,10})?(?:[eE][+-]?[0-9]{1,3})?$/);
    fc.assert(
      fc.property(fc.array(digits), (sources) => {
        const read = exact(`{"a":[${sources.join(" ,")}]}`) as { readonly a: readonly Exact[] };
        expect(read.a.map(digitsOf)).toEqual(sources);
      }),
    );
  });

  it("refuses what is no JSON, and what is nested beyond reason, in a clause", () => {
    expect(parseExact("{")).toEqual({ ok: false, error: "is not JSON" });
    expect(parseExact("[".repeat(41) + "]".repeat(41))).toEqual({
      ok: false,
      error: "is nested deeper than 40 levels",
    });
    expect(parseExact("[".repeat(40) + "]".repeat(40)).ok).toBe(true);
    expect(surveyOf('"[[["').depth).toBe(0);
  });

  it("gives one member alone, or nothing", () => {
    expect(exactMember('{"a":{"b":1}}', "a")).toEqual({ b: 1 });
    expect(exactMember("{}", "a")).toBeNull();
    expect(exactMember(`{"a":${"[".repeat(50)}${"]".repeat(50)}}`, "a")).toBeNull();
  });
});

describe("the canonical text of a record", () => {
  it("does not depend on the order of members, and leaves out those that are named", () => {
    const one = canonicalText(exact('{"b":[1,{"d":null,"c":"x"}],"a":1.0,"t":"now"}'), new Set(["t"]));
    expect(one).toBe('{"a":1.0,"b":[1,{"c":"x","d":null}]}');
    expect(canonicalText(exact('{"t":"later","a":1.0,"b":[1,{"c":"x","d":null}]}'), new Set(["t"]))).toBe(one);
  });

  it("leaves members of inner records alone, and takes values that are no records", () => {
    expect(canonicalText(exact('{"a":{"t":1}}'), new Set(["t"]))).toBe('{"a":{"t":1}}');
    expect(canonicalText(exact("[true]"))).toBe("[true]");
  });

  it("tells any two different values apart", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
        // Dropped on purpose wherever it stands.
        fc.pre(!`${x}${y}`.includes("__proto__"));
        const same = JSON.stringify(sorted(JSON.parse(x))) === JSON.stringify(sorted(JSON.parse(y)));
        expect(canonicalText(exact(x)) === canonicalText(exact(y))).toBe(same);
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => ({ name, inner: sorted(inner) }));
  // Marked, so that an object without members is not taken for an empty list.
  return { members };
}

describe("the members of a record", () => {
  const fields = (text: string) => fieldsOf(exact(text), "the sale");

  it("are read as what they are, and what is absent or null is not told", () => {
    const read = fields('{"t":" a ","n":5,"f":false,"m":"2026-11-12T17:41:08Z","i":{"x":-3},"l":[1],"z":null}');
    expect([read.text("t"), read.text("n"), read.text("z"), read.digits("n")]).toEqual(["a", "5", "", "5"]);
    expect([read.flag("f"), read.flag("z"), read.whole("n"), read.count("none")]).toEqual([
      false,
      undefined,
      5n,
      undefined,
    ]);
    expect(read.moment("m")).toBe(Date.UTC(2026, 10, 12, 17, 41, 8));
    expect(read.moment("z")).toBeUndefined();
    expect(read.inner("i").whole("x")).toBe(-3n);
    expect(read.inner("none").text("x")).toBe("");
    expect([read.list("l").length, read.list("z").length, read.has("z"), read.has("n")]).toEqual([1, 0, false, true]);
    expect(read.names()).toContain("t");
    expect(read.refusal()).toBeUndefined();
  });

  it("are never what every object has by birth", () => {
    expect(fields("{}").has("constructor")).toBe(false);
    expect(fields("{}").text("__proto__")).toBe("");
  });

  it.each([
    ["[]", (read: ReturnType<typeof fields>) => read.has("a"), "the sale is not an object"],
    [
      '{"i":{"x":"1"}}',
      (read: ReturnType<typeof fields>) => read.inner("i").whole("x"),
      'i.x is "1", not a whole number',
    ],
    ['{"i":3}', (read: ReturnType<typeof fields>) => read.inner("i").text("x"), "i is 3, not an object"],
    ['{"l":{}}', (read: ReturnType<typeof fields>) => read.list("l"), "l is an object, not a list"],
    [
      '{"n":9007199254740993}',
      (read: ReturnType<typeof fields>) => read.whole("n"),
      "n is 9007199254740993: it is larger than the books can hold (2^53 − 1 minor units)",
    ],
    [
      '{"d":"a\\u0000b"}',
      (read: ReturnType<typeof fields>) => read.id("d"),
      'd is "a b", which has characters that no id has',
    ],
    ['{"t":[]}', (read: ReturnType<typeof fields>) => read.text("t"), "t is a list, not a text"],
  ])("refuse %s in one clause", (text, ask, clause) => {
    const read = fields(text);
    ask(read);
    read.refuse("something later");
    expect(read.refusal()).toBe(clause);
  });
});
