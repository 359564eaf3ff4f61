import { keptStore } from "../state/kept.ts";

/** The languages of the interface. */
export const langs = ["en", "sw", "hi"] as const;
export type Lang = (typeof langs)[number];

/** How each language calls itself. */
export const langNames: Readonly<Record<Lang, string>> = { en: "English", sw: "Kiswahili", hi: "हिन्दी" };

export const isLang = (value: unknown): value is Lang => langs.some((lang) => lang === value);

/** The first language of the browser's own list that we speak, else English. */
export function preferredLang(): Lang {
  const wanted: readonly string[] = globalThis.navigator?.languages ?? [];
  return wanted.map((tag) => tag.slice(0, 2)).find(isLang) ?? "en";
}

/** The language of this browser: chosen, else the first one of its own list that we speak, else English. */
export const langStore = keptStore<Lang>("language", preferredLang(), (value) => (isLang(value) ? value : undefined));
