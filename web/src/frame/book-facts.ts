import type { Lang } from "../lib/words/lang.ts";

/** "US dollar": the currency's name in the language, as it stands in a sentence. */
export function currencyName(code: string, lang: Lang): string {
  try {
    const name = new Intl.DisplayNames([lang], { type: "currency" }).of(code) ?? code;
    return lang === "en" ? name.replace(/ Dollar$/, " dollar").replace(/ Shilling$/, " shilling") : name;
  } catch {
    return code;
  }
}

/** "Nairobi" of `Africa/Nairobi`. */
export const zoneCity = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
