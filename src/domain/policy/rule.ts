import type { Condition } from "./condition.ts";
import type { FieldValue } from "./fields.ts";

/**
 * What a rule does when it speaks. `deny`: never. `cap`: not now; the same may be allowed later. `ask`: only with a
 * person's yes. `disclose`: only when the action carries the named disclosure.
 */
export type Effect = "deny" | "cap" | "ask" | "disclose";

/** One rule of law, of a platform or of good conduct, as the rule files hold it. */
export type Rule = {
  /** "UK-PECR-22" */
  readonly id: string;
  /** 1, 2, 3 …: raised with every change of what the rule does. */
  readonly version: number;
  readonly title: string;
  /** What is demanded, in our words. */
  readonly text: string;
  /** Whose rule it is: a country, an area, a platform, a card network, or "house" for our own. */
  readonly jurisdiction: string;
  /** Kinds of action it is asked about. */
  readonly kinds: readonly string[];
  /** Platforms and rails it is asked about; absent: all of them. */
  readonly targets?: readonly string[];
  readonly when: Condition;
  readonly effect: Effect;
  /** The disclosure's code, for `disclose`. */
  readonly disclosure?: string;
  /** What happens when a fact that decides is missing. */
  readonly unknown: "deny" | "ask";
  /** For the owner, one sentence: why it is refused or asked. */
  readonly sentence: string;
  /** Where it says so. */
  readonly source: string;
  /** The day somebody last compared the rule with its source, YYYY-MM-DD. */
  readonly checkedOn: string;
  /** `verified`: it was compared with the source it names. `unverified`: it rests on general knowledge so far. */
  readonly status: "verified" | "unverified";
  readonly fixtures: Readonly<Record<"allow" | "deny" | "ask", readonly Fixture[]>>;
};

/** An example with its known answer. The rule is asked alone. */
export type Fixture = {
  readonly action: FixtureAction;
  readonly facts: Readonly<Record<string, FieldValue>>;
  /** `counter/window` → how often, e.g. `receiver.recovery/14d` → 3. */
  readonly counts: Readonly<Record<string, number>>;
  /** UTC milliseconds. */
  readonly at: number;
};

export type FixtureAction = {
  readonly kind: string;
  readonly target: string;
  readonly origin: string;
  readonly parameters: Readonly<Record<string, FieldValue>>;
};
