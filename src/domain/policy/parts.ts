import type { Condition } from "./condition.ts";

/** A condition and all conditions within it. */
export function partsOf(condition: Condition): readonly Condition[] {
  if ("all" in condition) return [condition, ...condition.all.flatMap(partsOf)];
  if ("any" in condition) return [condition, ...condition.any.flatMap(partsOf)];
  if ("not" in condition) return [condition, ...partsOf(condition.not)];
  return [condition];
}

/** The fields that one condition reads itself. */
export function fieldsOf(condition: Condition): readonly string[] {
  if ("quiet" in condition) return [condition.quiet];
  if (!("field" in condition)) return [];
  const operands = Object.values(condition).flatMap((value) =>
    typeof value === "object" && "field" in value ? [value.field] : [],
  );
  return [condition.field, ...operands];
}

/** Whether the condition can come out as unknown at all. What an action is is always known. */
export function unknowns(condition: Condition): boolean {
  return partsOf(condition).some((part) => {
    if ("count" in part) return true;
    return !("known" in part) && fieldsOf(part).some((field) => !field.startsWith("action."));
  });
}
