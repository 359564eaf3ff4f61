import type { Lang } from "./lang.ts";

/** The forms our three languages have; `zero` is for a sentence of its own ("No sales yet"). */
export type Forms = { readonly zero?: string; readonly one: string; readonly other: string };

/**
 * Makes plural sentences of one language: `const n = plurals("en"); n({ one: "# sale", other: "# sales" })` answers a
 * function from a whole number to the sentence, with `#` written in the digits and groups of that language.
 */
export function plurals(lang: Lang): (forms: Forms) => (count: number) => string {
  const rules = new Intl.PluralRules(lang);
  const digits = new Intl.NumberFormat(lang, { numberingSystem: "latn" });
  return (forms) => (count) => {
    if (count === 0 && forms.zero !== undefined) return forms.zero;
    const form = rules.select(count) === "one" ? forms.one : forms.other;
    return form.replaceAll("#", digits.format(count));
  };
}
