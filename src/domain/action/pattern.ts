import { sha256, toHex } from "../../base/hash.ts";
import { CanonicalBytes } from "../audit/canonical-bytes.ts";
import type { Action } from "./action.ts";
import { actionKinds, type KindRow, type ParameterValue } from "./kinds.ts";

const patternTag = "millrace/pattern/v1";
const writer = new CanonicalBytes();

/**
 * What makes two actions the same sort of thing to a person: the kind, where it is done, who had the idea, and the words
 * that people will read (its template where it has one). Receivers, prices and amounts may differ. SHA-256 in hex.
 */
export function patternOf({ kind, target, origin, parameters }: Action): string {
  const values: Readonly<Record<string, ParameterValue | undefined>> = parameters;
  writer
    .start(patternTag)
    .text(kind)
    .text(target)
    .text(origin.by)
    .optionalText(origin.by === "strategy" ? origin.id : null);
  const template = values["template"];
  if (typeof template === "string") writer.text("template").text(template);
  else for (const [name, text] of copyOf(actionKinds[kind], values)) writer.text(name).text(text);
  return toHex(sha256(writer.view()));
}

function copyOf(
  { parameters }: KindRow,
  values: Readonly<Record<string, ParameterValue | undefined>>,
): readonly (readonly [string, string])[] {
  return Object.entries(parameters).flatMap(([name, shape]) => {
    const value = values[name];
    return shape.startsWith("copy") && typeof value === "string" ? [[name, value] as const] : [];
  });
}
