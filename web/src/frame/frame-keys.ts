import { useEffect } from "react";
import { useLocation } from "wouter";
import { type KeyMap, useKeys } from "../lib/keys/keys.ts";
import { pageAt, usePages } from "../lib/pages/pages.ts";
import { useGo } from "../lib/route/link.tsx";
import { openOverlay } from "./overlay-store.ts";

/** ⌘K or Ctrl K, `g` and a page's letter, `?`, and `t` on pages that have a past. */
export function useFrameKeys(): void {
  const pages = usePages();
  const go = useGo();
  const [pathname] = useLocation();
  const hasPast = pageAt(pages, pathname)?.past ?? false;
  const toPages = pages.flatMap((page) => (page.nav?.key ? [[`g ${page.nav.key}`, () => go(page.path)] as const] : []));
  const keys: KeyMap = {
    ...Object.fromEntries(toPages),
    "?": () => openOverlay("keys"),
    ...(hasPast ? { t: () => openOverlay("time") } : {}),
  };
  useKeys(keys);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      openOverlay("palette");
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
