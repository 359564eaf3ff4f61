import type { Lang } from "../../lib/words/lang.ts";

/** "Germany" of `DE`, in the language; what is no code stays as it is. */
export function countryName(code: string, lang: Lang): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  try {
    return new Intl.DisplayNames([lang], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
