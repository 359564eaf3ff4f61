import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { zoneNamed } from "../domain/time/zone.ts";

/** How a person wants the pages to be. The browser's own settings where it says "auto". */
export type Preferences = {
  readonly language: "auto" | "en" | "sw" | "hi";
  /** IANA zone for times of day; "auto": that of the book. */
  readonly zone: string;
  readonly look: "auto" | "light" | "dark";
};

export const usualPreferences: Preferences = { language: "auto", zone: "auto", look: "auto" };

const choices = { language: ["auto", "en", "sw", "hi"], look: ["auto", "light", "dark"] } as const;

/** What was kept; what a later version wrote and this one does not know is as usual. */
export function readPreferences(json: string): Preferences {
  const kept: unknown = JSON.parse(json);
  const changed = changePreferences(usualPreferences, kept);
  return changed.ok ? changed.value : usualPreferences;
}

/** Applies a change; what it does not name stays. Problem `preferences-wrong` names the member. */
export function changePreferences(before: Preferences, change: unknown): Result<Preferences, Problem> {
  if (typeof change !== "object" || change === null || Array.isArray(change))
    return wrong("Preferences are an object with language, zone and look.");
  const after: { language: Preferences["language"]; zone: string; look: Preferences["look"] } = { ...before };
  for (const [name, value] of Object.entries(change)) {
    if (name === "language" || name === "look") {
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
