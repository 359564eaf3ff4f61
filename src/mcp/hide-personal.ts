import type { Action } from "../domain/action/action.ts";
import { planLines } from "../domain/action/in-words.ts";
import { type ActionKind, actionKinds, type KindRow } from "../domain/action/kinds.ts";

// An apostrophe may be part of a name before the @.
const emailShaped = /[^\s@<>",;:()[\]]+@[^\s@<>"',;:()[\]]+/g;

/** Parameters that name a person, whatever the kind. */
const personNames = ["receiver", "payer", "recipient", "person", "people", "lead", "to", "card", "from", "author"];
/** What else is shown of an act whose subject is a person: not the words, they greet somebody by name. */
const shownOfPeople = ["channel", "purpose", "template", "sharePercent", "origin", "field", "audience"];

/**
 * A copy in which nothing looks like an e-mail address. The last of the walls: tools do not ask for buyers at all, but a
 * product's name or a note may quote one.
 */
export function withoutAddresses<T>(value: T): T {
  return masked(value) as T;
}

function masked(value: unknown): unknown {
  if (typeof value === "string") return value.replace(emailShaped, "[e-mail]");
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner)]));
}

/** What is planned, parameter by parameter, with amounts in major units; persons and words meant for them are hidden. */
export function planWithoutPersons(action: Action): Readonly<Record<string, string>> {
  const { area }: KindRow = actionKinds[action.kind as ActionKind];
  const aboutPeople = area === "message" || area === "people";
  return Object.fromEntries(
    planLines(action).map(({ name, value }) => {
      const hidden = personNames.includes(name) || (aboutPeople && !shownOfPeople.includes(name));
      return [name, hidden ? "[hidden]" : value];
    }),
  );
}
