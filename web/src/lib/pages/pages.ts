import { type ComponentType, createContext, use } from "react";
import { useLocation } from "wouter";
import type { Lang } from "../words/lang.ts";
import type { Page } from "./define-page.ts";

/** All pages of this build, longest path first. */
export const PagesContext = createContext<readonly Page[]>([]);
export const usePages = (): readonly Page[] => use(PagesContext);

export const inOrderOfPath = (pages: readonly Page[]): readonly Page[] =>
  [...pages].sort((a, b) => b.path.length - a.path.length);

/** The page that answers `pathname`. `/` answers only itself. */
export function pageAt(pages: readonly Page[], pathname: string): Page | undefined {
  return pages.find(({ path }) => pathname === path || (path !== "/" && pathname.startsWith(`${path}/`)));
}

/** Whether the open page can be read as of a past moment. */
export function useHasPast(): boolean {
  const [pathname] = useLocation();
  return pageAt(usePages(), pathname)?.past ?? false;
}

const components = new Map<string, Promise<ComponentType>>();

/** Fetches a page's component, once. */
export function loadComponent(page: Page): Promise<ComponentType> {
  const known = components.get(page.id);
  if (known) return known;
  const fetched = page.load().then((module) => module.default);
  components.set(page.id, fetched);
  fetched.catch(() => components.delete(page.id));
  return fetched;
}

/** Starts fetching all a page needs, so that it shows at once when opened. Failures show when it is opened. */
export function preload(page: Page, lang: Lang): void {
  loadComponent(page).catch(() => {});
  page.words.load(lang).catch(() => {});
}
