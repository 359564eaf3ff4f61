import type { Millis } from "../../base/clock.ts";

/** What kind of thing only a person can do. */
export const stepKinds = ["access", "account", "verification", "listing", "challenge", "decision"] as const;

/**
 * `access`: let Millrace in at a platform (again). `account`: set one up. `verification`: prove to a platform who one
 * is. `listing`: put something on sale by hand. `challenge`: what is made so that no machine can do it. `decision`:
 * anything else that needs a person's word.
 */
export type StepKind = (typeof stepKinds)[number];

/** What a person gives back. A `code` is short-lived and secret; a `file` is named by its path. */
export type StepInput = "none" | "text" | "choice" | "file" | "code";

/** `answered` waits until Millrace has seen for itself that it is done. */
export type StepState = "open" | "answered" | "done" | "cancelled" | "expired";

/** Something ready to be copied: a text as a whole, or a file that lies on this machine. */
export type StepCopy = {
  /** What it is: "Title", "Description", "Command". */
  readonly label: string;
  readonly text?: string;
  readonly path?: string;
};

/** A thing that only a person can do, prepared as far as it can be. */
export type NewStep = {
  readonly kind: StepKind;
  /** Equal keys are the same step: there is one open at a time. */
  readonly key: string;
  /** One sentence that says what to do: "Give Millrace access to Gumroad again." */
  readonly title: string;
  /** Why and how, a sentence or step each. */
  readonly lines: readonly string[];
  readonly copies?: readonly StepCopy[];
  /** The page on which it is done; http or https. */
  readonly link?: string;
  readonly input?: StepInput;
  /** What may be chosen, for `choice`. */
  readonly choices?: readonly string[];
  /** What shows that it is done: `<kind>:<subject>`, e.g. "connection-works:3". Without it the person's word counts. */
  readonly verifier?: string;
  /** After it the step expires. */
  readonly dueAt?: Millis;
};

const answerLengthMax = { text: 4_000, choice: 200, file: 1_000, code: 100 } as const;

/** Why this answer does not do, in one clause; undefined when it does. */
export function answerFault(
  input: StepInput,
  choices: readonly string[],
  answer: string | undefined,
): string | undefined {
  const given = answer?.trim() ?? "";
  if (input === "none") return given === "" ? undefined : "it asks for no answer";
  if (given === "") return asked[input];
  if (given.length > answerLengthMax[input]) return `the answer is longer than ${answerLengthMax[input]} characters`;
  if (input === "choice" && !choices.includes(given)) return `the answer must be one of ${choices.join(", ")}`;
  return undefined;
}

const asked: Readonly<Record<Exclude<StepInput, "none">, string>> = {
  text: "it asks for a text",
  choice: "it asks for a choice",
  file: "it asks for the path of a file",
  code: "it asks for a code",
};
