import type { Millis } from "../../base/clock.ts";
import type { Origin } from "../action/action.ts";
import { kindRow, type ParameterValue } from "../action/kinds.ts";
import type { FieldValue } from "./fields.ts";

/** What the rules look at of an action. Every `Action` is one; so is what somebody made up, which is then denied. */
export type Intended = {
  readonly kind: string;
  readonly target: string;
  readonly account?: string;
  readonly book: string;
  readonly parameters: Readonly<Record<string, ParameterValue | undefined>>;
  /** A customer's own act is counted, never decided about. */
  readonly origin: Origin | { readonly by: "customer" };
};

/** What is known at the moment of the decision: plain data, kept with the decision so that it can be made again. */
export type Facts = {
  readonly values: Readonly<Record<string, FieldValue | undefined>>;
  /** `counter/window` → how often in that window before now, e.g. `receiver.recovery/14d` → 3. */
  readonly counts: Readonly<Record<string, number | undefined>>;
};

/** One decision in the making. `missing` gathers what was asked for and not known. */
export type Asking = {
  readonly at: Millis;
  readonly missing: string[];
  read(field: string): FieldValue | undefined;
  count(counter: string, within: string): number | undefined;
  /** The text of a field in small letters, with one space around and between its words; made once for all rules. */
  plainWords(text: string): string;
};

/** The value of an `action.…` or `with.…` field; `action.words` is made only where rules are asked. */
export function readAction(action: Intended, field: string): FieldValue | undefined {
  if (field.startsWith("with.")) return action.parameters[field.slice("with.".length)];
  switch (field) {
    case "action.kind":
      return action.kind;
    case "action.target":
      return action.target;
    case "action.account":
      return action.account;
    case "action.book":
      return action.book;
    case "action.origin":
      // To the rules an assistant's idea is one like a strategy's: not the owner's own.
      return action.origin.by === "assistant" ? "strategy" : action.origin.by;
    default:
      return undefined;
  }
}

/** Starts a decision. */
export function startAsking(action: Intended, facts: Facts, at: Millis): Asking {
  const plain = new Map<string, string>();
  let words: string | undefined;
  return {
    at,
    missing: [],
    read: (field) => {
      if (field === "action.words") {
        words ??= wordsOf(action);
        return words;
      }
      return field.startsWith("with.") || field.startsWith("action.") ? readAction(action, field) : facts.values[field];
    },
    count: (counter, within) => facts.counts[`${counter}/${within}`],
    plainWords: (text) => {
      let answer = plain.get(text);
      if (answer === undefined) {
        answer = plainWords(text);
        plain.set(text, answer);
      }
      return answer;
    },
  };
}

/** Small letters and digits, one space around and between words: ` 50 off today only `. */
export function plainWords(text: string): string {
  return ` ${text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
}

function wordsOf(action: Intended): string {
  const shapes = kindRow(action.kind)?.parameters ?? {};
  const copy: string[] = [];
  for (const [name, shape] of Object.entries(shapes)) {
    const value = action.parameters[name];
    if (shape.startsWith("copy") && typeof value === "string") copy.push(value);
  }
  return copy.join("\n");
}
