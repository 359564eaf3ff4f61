import type { ActionKind } from "../../domain/action/kinds.ts";
import type { OAuth, Scope } from "../../spec/oauth.ts";

/** What is asked for: what reading needs, and what acts of these kinds need beside. */
export function scopesFor({ scopes, writes = [] }: OAuth, kinds: readonly ActionKind[]): readonly Scope[] {
  return [...scopes, ...writes.filter((scope) => scope.kinds.some((kind) => kinds.includes(kind)))];
}

/**
 * The scope that access by consent lacks for acts of this kind; undefined where it has it, or where nobody knows. `held`
 * is what was allowed, separated by spaces or commas; "" when nobody said.
 */
export function lackingFor({ writes = [] }: OAuth, held: string, kind: ActionKind): Scope | undefined {
  if (held === "") return undefined;
  const all = new Set(held.split(/[\s,]+/));
  return writes.find((scope) => scope.kinds.includes(kind) && !all.has(scope.name));
}
