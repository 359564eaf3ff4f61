import type { LucideIcon } from "lucide-react";
import type { Page } from "../lib/pages/define-page.ts";
import { type Look, lookStore, looks } from "../lib/state/look.ts";
import { type Lang, langNames, langStore, langs } from "../lib/words/lang.ts";
import type { Words } from "./words.en.ts";

export type PaletteRow = {
  readonly id: string;
  readonly group: "recent" | "pages" | "products" | "payouts" | "sales" | "settings";
  readonly text: string;
  /** Right of it: an amount, a key. */
  readonly end?: string;
  readonly icon?: LucideIcon;
  /** Where it leads, for what can be found again under "recent". */
  readonly to?: string;
  readonly onPick: () => void;
};

/** Whether each word typed begins a word of `text`, accents and case aside. */
export function fits(text: string, typed: string): boolean {
  const plain = (value: string): string => value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain(text).split(/[\s:·,]+/);
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** Pages of the navigation, then language and look: all that is known without asking the engine. */
export function ownRows(pages: readonly Page[], lang: Lang, w: Words, go: (to: string) => void): readonly PaletteRow[] {
  const lookNames: Readonly<Record<Look, string>> = { system: w.lookSystem, light: w.lookLight, dark: w.lookDark };
  return [
    ...pages
      .filter(({ nav, under }) => nav !== undefined || under !== undefined)
      .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))
      .map(
        ({ id, label, path, nav }): PaletteRow => ({
          id: `page-${id}`,
          group: "pages",
          text: label[lang],
          ...(nav ? { icon: nav.icon } : {}),
          ...(nav?.key ? { end: `g ${nav.key}` } : {}),
          to: path,
          onPick: () => go(path),
        }),
      ),
    ...looks.map(
      (look): PaletteRow => ({
        id: `look-${look}`,
        group: "settings",
        text: w.look(lookNames[look]),
        onPick: () => lookStore.set(look),
      }),
    ),
    ...langs.map(
      (one): PaletteRow => ({
        id: `language-${one}`,
        group: "settings",
        text: w.language(langNames[one]),
        onPick: () => langStore.set(one),
      }),
    ),
  ];
}
