import type { ActionKind, ParameterValue } from "./kinds.ts";
import { actionKinds, type KindRow } from "./kinds.ts";

type Values = Readonly<Record<string, ParameterValue | undefined>>;

/** Whom an act is about, by the first of these that it has. */
const subjectNames = ["receiver", "person", "lead"] as const;
/** What else names somebody. */
const naming: ReadonlySet<string> = new Set([...subjectNames, "to"]);

/** What stands in place of words that are sealed. */
export const sealedWord = "(sealed)";

/** The person an act is about, as it names them: an address, a handle; undefined where it is about none. */
export function subjectOf(kind: ActionKind, parameters: Values): string | undefined {
  const { parameters: shapes }: KindRow = actionKinds[kind];
  const name = subjectNames.find((one) => one in shapes);
  const value = name === undefined ? undefined : parameters[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The parameters without what names the person or is said to them. */
export function withoutPersonal<P extends Values>(kind: ActionKind, parameters: P): P {
  const { parameters: shapes }: KindRow = actionKinds[kind];
  const hidden = Object.entries(parameters).map(([name, value]) => {
    const personal = naming.has(name) || shapes[name]?.startsWith("copy");
    return [name, personal && typeof value === "string" ? sealedWord : value] as const;
  });
  // Texts take the place of texts: the shape of each parameter stays.
  return Object.fromEntries(hidden) as P;
}
