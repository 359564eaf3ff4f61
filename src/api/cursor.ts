import { ProblemError, problem } from "../base/problem.ts";

/** Where a page ended, as text that clients hand back unread. */
export function cursorText(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place that `cursorText` wrote, with as many parts as it had; undefined without one. Problem: `cursor-wrong`. */
export function cursorPlace(
  text: string | undefined,
  kinds: readonly ("string" | "number")[],
): readonly (string | number)[] | undefined {
  if (text === undefined) return undefined;
  const place = parsed(text);
  const fits =
    Array.isArray(place) &&
    place.length === kinds.length &&
    place.every(
      (part: unknown, i) => typeof part === kinds[i] && (typeof part !== "number" || Number.isSafeInteger(part)),
    );
  if (fits) return place as (string | number)[];
  throw cursorWrong();
}

/** What a place that no page ended at is answered with. */
export function cursorWrong(): ProblemError {
  return new ProblemError(
    problem("cursor-wrong", "This is not where any page ended.", {
      fix: 'Give "after" exactly as "next" of the page before said it, or leave it out to begin anew.',
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
