import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { zoneNamed } from "../domain/time/zone.ts";

/** How a person wants the pages to be. The browser's own settings where it says "auto". */
export type Preferences = {
  readonly language: "auto" | "en" | "sw" | "hi";
  /** IANA zone for times of day; "auto": that of the book. */
  readonly zone: string;
  readonly look: "auto" | "light" | "dark";
  /** Whether the demo shop still shows its first path; put away on one device, it is away on all. */
  readonly firstHour: "open" | "away";
};

export const usualPreferences: Preferences = { language: "auto", zone: "auto", look: "auto", firstHour: "open" };

const choices = {
  language: ["auto", "en", "sw", "hi"],
  look: ["auto", "light", "dark"],
  firstHour: ["open", "away"],
} as const;

type Chosen = keyof typeof choices;

const isChosen = (name: string): name is Chosen => Object.hasOwn(choices, name);

/** What was kept; what a later version wrote and this one does not know is as usual. */
export function readPreferences(json: string): Preferences {
  const kept: unknown = JSON.parse(json);
  const changed = changePreferences(usualPreferences, kept);
  return changed.ok ? changed.value : usualPreferences;
}

/** Applies a change; what it does not name stays. Problem `preferences-wrong` names the member. */
export function changePreferences(before: Preferences, change: unknown): Result<Preferences, Problem> {
  if (typeof change !== "object" || change === null || Array.isArray(change))
    return wrong("Preferences are an object with language, zone, look and firstHour.");
  const after: { -readonly [name in keyof Preferences]: Preferences[name] } = { ...before };
  for (const [name, value] of Object.entries(change)) {
    if (isChosen(name)) {
      const chosen = (choices[name] as readonly string[]).find((one) => one === value);
      if (chosen === undefined) return wrong(`${name} is one of: ${choices[name].join(", ")}.`);
      Object.assign(after, { [name]: chosen });
    } else if (name === "zone") {
      if (typeof value !== "string" || (value !== "auto" && (value.length > 64 || !zoneNamed(value))))
        return wrong('zone is "auto" or an IANA name such as "Africa/Nairobi".');
      after.zone = value;
    } else return wrong(`There is no preference "${name.slice(0, 40)}".`);
  }
  return ok(after);
}

function wrong(sentence: string): { readonly ok: false; readonly error: Problem } {
  return err(problem("preferences-wrong", sentence, { kept: "Nothing was changed." }));
}
