import type { Page } from "../lib/pages/define-page.ts";
import { usePages } from "../lib/pages/pages.ts";

/** The pages of one group of the navigation, in their order. Only pages that exist are there. */
export function useNavPages(group: "main" | "more"): readonly Page[] {
  return usePages()
    .filter((page) => page.nav?.group === group)
    .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0));
}
