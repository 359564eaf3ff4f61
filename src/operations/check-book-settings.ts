import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import { allCurrencies, currencyExponent } from "../domain/money/currency.ts";
import { zoneNamed } from "../domain/time/zone.ts";

/** Why this is no currency the books can hold, or undefined. Codes are upper case. */
export function currencyProblem(code: string): Problem | undefined {
  if (currencyExponent(code) !== undefined) return undefined;
  const upper = code.toUpperCase();
  const meant = currencyExponent(upper) !== undefined ? upper : nearest(upper, allCurrencies().keys());
  return problem("unknown-currency", `"${code}" is not a currency the books know.`, {
    fix: meant === undefined ? "Give an ISO 4217 code such as USD, GBP or KES." : `Did you mean ${meant}?`,
  });
}

/** Why this is no time zone, or undefined. */
export function timeZoneProblem(name: string): Problem | undefined {
  if (zoneNamed(name)) return undefined;
  return problem("unknown-time-zone", `"${name}" is not a time zone known here.`, {
    fix: 'Give an IANA name such as "Europe/London" or "Africa/Nairobi".',
  });
}

const slugPattern = /^[a-z][a-z0-9-]{0,39}$/;

/** Why this cannot be the short name of books, or undefined. */
export function slugProblem(slug: string): Problem | undefined {
  if (slugPattern.test(slug)) return undefined;
  return problem("book-name", `"${slug}" cannot be the short name of books.`, {
    fix: "Use a small letter, then at most 39 small letters, digits and hyphens, for example second-shop.",
  });
}
