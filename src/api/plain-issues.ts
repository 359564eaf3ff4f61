import type { z } from "zod";
import type { FieldError } from "./problem-response.ts";

type RawIssue = z.core.$ZodRawIssue;

const kinds: Readonly<Record<string, string>> = {
  string: "Write text here.",
  number: "Write a number here.",
  int: "Write a whole number here.",
  boolean: "Say true or false.",
  array: "Give a list here.",
  object: "Give an object here.",
  record: "Give an object here.",
  date: "Write the day as 2026-11-03.",
};

const formats: Readonly<Record<string, string>> = {
  date: "Write the day as 2026-11-03.",
  datetime: "Write the moment as 2026-11-03T14:05:00Z.",
  email: "Write an e-mail address, such as you@example.com.",
  url: "Write an address that begins with https://.",
  uuid: "This is not the id of anything.",
};

/** What is wrong with one value, in words for the person who typed it. */
export function plainMessage(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "This is missing." : (kinds[issue.expected] ?? "This cannot be read.");
    case "invalid_value":
      return `Give one of: ${issue.values.map(String).join(", ")}.`;
    case "too_small":
      return sizeMessage("least", issue.origin, issue.minimum);
    case "too_big":
      return sizeMessage("most", issue.origin, issue.maximum);
    case "invalid_format":
      return formats[issue.format] ?? "This is not written as it should be.";
    case "unrecognized_keys":
      return unknownField([]);
    case "not_multiple_of":
      return "Write a whole number here.";
    default:
      return "This cannot be read.";
  }
}

function sizeMessage(which: "least" | "most", origin: string, bound: number | bigint): string {
  const word = `At ${which} ${bound}`;
  if (origin === "string") return bound === 1 && which === "least" ? "Write something here." : `${word} characters.`;
  return origin === "array" || origin === "set" ? `${word} of them.` : `${word}.`;
}

function unknownField(known: readonly string[]): string {
  const names = known.length === 0 ? "" : ` Known are: ${known.join(", ")}.`;
  return `Nothing of this name is read here.${names}`;
}

/** Each issue with the field it is about: `lines.2.amount`; "" is the whole body. `known` are the outermost names. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], known: readonly string[] = []): readonly FieldError[] {
  return issues.slice(0, 20).flatMap((issue) => {
    const place = issue.path.map(String);
    if (issue.code !== "unrecognized_keys") return [{ field: place.join(".").slice(0, 200), message: issue.message }];
    return issue.keys.slice(0, 20).map((key) => ({
      field: [...place, key].join(".").slice(0, 200),
      message: unknownField(place.length === 0 ? known : []),
    }));
  });
}
