import type { Action } from "./action.ts";

/** A line of its own: what waits for one account of one platform. What is slow or broken in one line delays no other. */
export type Lane = { readonly bookId: bigint; readonly target: string; readonly account: string | undefined };

/** The line that an action waits in. */
export function laneOf({ action, bookId }: { readonly action: Action; readonly bookId: bigint }): Lane {
  return { bookId, target: action.target, account: action.account };
}

/** A line as text, the same for equal ones. */
export function laneText({ bookId, target, account }: Lane): string {
  return JSON.stringify([bookId.toString(), target, account ?? null]);
}

/** Reads what `laneText` wrote; undefined for any other text. */
export function laneFrom(text: string): Lane | undefined {
  const [, bookId, target, account] =
    /^\["(\d{1,18})",("(?:[^"\\]|\\.)*"),(null|"(?:[^"\\]|\\.)*")\]$/.exec(text) ?? [];
  if (bookId === undefined || target === undefined || account === undefined) return undefined;
  const named = JSON.parse(account) as string | null;
  return { bookId: BigInt(bookId), target: JSON.parse(target) as string, account: named ?? undefined };
}
