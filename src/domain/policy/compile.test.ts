import { describe, expect, it } from "vitest";
import { type Facts, type Intended, startAsking } from "./asking.ts";
import { compile } from "./compile.ts";
import { type Condition, minuteOfDay, spanMs, type Tables } from "./condition.ts";
import type { FieldValue } from "./fields.ts";

const at = Date.UTC(2026, 10, 20, 12);
const tables: Tables = {
  areas: { EEA: ["DE", "FR"] },
  codes: { codes: ["04", "R0"], hurry: ["Last chance", "50% off"] },
};
const action: Intended = {
  kind: "mail.send",
  target: "smtp",
  account: "shop",
  book: "main",
  origin: { by: "engine" },
  parameters: { receiver: "r1", subject: "LAST  chance!", text: "Don’t wait", amount: 1_500n },
};

function ask(condition: Condition, values: Facts["values"] = {}, counts: Facts["counts"] = {}, when = at) {
  const asking = startAsking(action, { values, counts }, when);
  const answer = compile(condition, tables)(asking);
  return answer === undefined ? asking.missing : answer;
}

const yes: Condition = { always: true };
const no: Condition = { not: yes };
const dark: Condition = { field: "x", is: true };

describe("a condition", () => {
  it("sees an assistant's idea as a strategy's: not the owner's own", () => {
    const its: Intended = { ...action, origin: { by: "assistant", id: "k1" } };
    const by = (who: string): boolean | undefined =>
      compile({ field: "action.origin", is: who }, tables)(startAsking(its, { values: {}, counts: {} }, at));
    expect([by("strategy"), by("owner"), by("assistant")]).toEqual([true, false, false]);
  });

  it.each<[string, Condition, boolean | string[]]>([
    ["true and true", { all: [yes, yes] }, true],
    ["true and false", { all: [yes, no] }, false],
    ["unknown and true", { all: [dark, yes] }, ["x"]],
    ["unknown and false", { all: [dark, no] }, false],
    ["false or true", { any: [no, yes] }, true],
    ["false or false", { any: [no, no] }, false],
    ["unknown or false", { any: [dark, no] }, ["x"]],
    ["unknown or true", { any: [dark, yes] }, true],
    ["not unknown", { not: dark }, ["x"]],
    ["not true", { not: yes }, false],
    ["what was missing on a way that did not matter", { all: [{ any: [dark, yes] }, { field: "y", is: 1 }] }, ["y"]],
  ])("%s", (_, condition, answer) => {
    expect(ask(condition)).toEqual(answer);
  });

  it.each<[string, Condition, FieldValue, boolean | string[]]>([
    ["is the same text", { field: "x", is: "a" }, "a", true],
    ["is another text", { field: "x", is: "a" }, "b", false],
    ["is text where a flag is asked for", { field: "x", is: true }, "true", ["x"]],
    ["is a list where text is asked for", { field: "x", is: "a" }, ["a"], ["x"]],
    ["is among numbers", { field: "x", in: [1, 2] }, 2n, true],
    ["is not among them", { field: "x", in: [1, 2] }, 3, false],
    ["is of no sort among them", { field: "x", in: [1, 2] }, "1", ["x"]],
    ["is in a table of codes", { field: "x", inTable: "codes" }, "04", true],
    ["is not in a table of codes", { field: "x", inTable: "codes" }, "4", false],
    ["is a number where a code is asked for", { field: "x", inTable: "codes" }, 4, ["x"]],
    ["is in no table", { field: "x", inTable: "gone" }, "04", false],
    ["is in an area", { field: "x", inArea: "EEA" }, "FR", true],
    ["is outside an area", { field: "x", inArea: "EEA" }, "KE", false],
    ["is no country", { field: "x", inArea: "EEA" }, "Atlantis", ["x"]],
    ["is a number where a country is asked for", { field: "x", inArea: "EEA" }, 49, ["x"]],
    ["has an entry", { field: "x", has: "a" }, ["b", "a"], true],
    ["has it not", { field: "x", has: "a" }, [], false],
    ["is no list", { field: "x", has: "a" }, "a", ["x"]],
    ["says a phrase", { field: "x", mentions: "hurry" }, "Today 50%  OFF.", true],
    ["says part of a word only", { field: "x", mentions: "hurry" }, "at last chances", false],
    ["says nothing that can be read", { field: "x", mentions: "hurry" }, 5, ["x"]],
    ["says a phrase of no table", { field: "x", mentions: "gone" }, "last chance", false],
    ["is at least", { field: "x", atLeast: 3 }, 3, true],
    ["is not at least", { field: "x", atLeast: 3 }, 2, false],
    ["is above", { field: "x", above: 3 }, 4n, true],
    ["is not above", { field: "x", above: 3 }, 3n, false],
    ["is below", { field: "x", below: 3 }, 2, true],
    ["is not below", { field: "x", below: 3 }, 3, false],
    ["is at most", { field: "x", atMost: 3 }, 3, true],
    ["is not at most", { field: "x", atMost: 3 }, 4, false],
    ["is at least another field", { field: "x", atLeast: { field: "with.amount" } }, 1_500, true],
    ["is compared with a field that is missing", { field: "x", atLeast: { field: "y" } }, 3, ["x"]],
    ["is compared with a field that is no number", { field: "x", atLeast: { field: "with.text" } }, 3, ["x"]],
    ["is no number", { field: "x", atLeast: 3 }, "5", ["x"]],
    ["is not even a number", { field: "x", atLeast: 3 }, Number.NaN, ["x"]],
    ["is older", { field: "x", olderThan: "6h" }, at - 6 * 3_600_000 - 1, true],
    ["is just not older", { field: "x", olderThan: "6h" }, at - 6 * 3_600_000, false],
    ["is no moment", { field: "x", olderThan: "6h" }, "yesterday", ["x"]],
    ["is known", { field: "x", known: true }, false, true],
  ])("%s", (_, condition, value, answer) => {
    expect(ask(condition, { x: value })).toEqual(answer);
  });

  it("knows what is not known", () => {
    expect(ask({ field: "x", known: false })).toBe(true);
    expect(ask({ field: "x", known: true })).toBe(false);
  });

  it("reads what the action is", () => {
    const is = (field: string, value: string) => ask({ field, is: value });
    expect(is("action.kind", "mail.send")).toBe(true);
    expect(is("action.target", "smtp")).toBe(true);
    expect(is("action.account", "shop")).toBe(true);
    expect(is("action.book", "main")).toBe(true);
    expect(is("action.origin", "engine")).toBe(true);
    expect(is("with.receiver", "r1")).toBe(true);
    expect(ask({ field: "action.colour", is: "red" })).toEqual(["action.colour"]);
  });

  it("reads all copy of an action as one text, and none of its ids", () => {
    const twice: Condition = { field: "action.words", mentions: "hurry" };
    expect(ask({ all: [twice, twice] })).toBe(true);
    const strange = startAsking({ ...action, kind: "rocket.launch" }, { values: {}, counts: {} }, at);
    expect(strange.read("action.words")).toBe("");
  });

  it("counts", () => {
    const often: Condition = { count: "receiver.recovery", within: "14d", atLeast: 3 };
    expect(ask(often, {}, { "receiver.recovery/14d": 3 })).toBe(true);
    expect(ask(often, {}, { "receiver.recovery/14d": 2 })).toBe(false);
    expect(ask(often, {}, { "receiver.recovery/7d": 3 })).toEqual(["receiver.recovery/14d"]);
  });

  it.each<[string, string, string, string, boolean | string[]]>([
    ["Africa/Nairobi", "21:00", "08:00", "2026-11-20T17:59Z", false],
    ["Africa/Nairobi", "21:00", "08:00", "2026-11-20T18:00Z", true],
    ["Africa/Nairobi", "21:00", "08:00", "2026-11-20T04:59Z", true],
    ["Africa/Nairobi", "21:00", "08:00", "2026-11-20T05:00Z", false],
    ["Asia/Kolkata", "00:00", "06:00", "2026-11-19T18:30Z", true],
    ["Asia/Kolkata", "00:00", "06:00", "2026-11-20T00:30Z", false],
    ["Asia/Kolkata", "01:00", "06:00", "2026-11-19T18:31Z", false],
    ["Europe/London", "21:00", "08:00", "2026-07-01T20:00Z", true],
    ["Europe/London", "21:00", "08:00", "2026-12-01T20:00Z", false],
    ["America/New_York", "21:00", "08:00", "1969-12-31T23:00Z", false],
    ["Mars/Olympus", "21:00", "08:00", "2026-11-20T18:00Z", ["zone"]],
  ])("keeps quiet in %s from %s to %s at %s: %s", (zone, from, to, when, answer) => {
    expect(ask({ quiet: "zone", from, to }, { zone }, {}, Date.parse(when))).toEqual(answer);
  });

  it("does not know when it is quiet without a zone", () => {
    expect(ask({ quiet: "zone", from: "21:00", to: "08:00" })).toEqual(["zone"]);
  });
});

describe("spans and times in rules", () => {
  it("are read or refused", () => {
    expect(["10m", "6h", "30d"].map(spanMs)).toEqual([600_000, 21_600_000, 2_592_000_000]);
    expect(["0d", "6", "h", "6 h", "1w", "-1d", "", "123456d"].map(spanMs)).toEqual(Array(8).fill(undefined));
    expect(["00:00", "08:30", "23:59"].map(minuteOfDay)).toEqual([0, 510, 1_439]);
    expect(["24:00", "8:30", "08:60", ""].map(minuteOfDay)).toEqual(Array(4).fill(undefined));
  });
});
