import type { Page } from "./lib/pages/define-page.ts";
import { inOrderOfPath } from "./lib/pages/pages.ts";

const found = import.meta.glob<{ readonly page: Page }>("./pages/*/page.ts", { eager: true });

/** Every page there is: one folder below `pages/` each, found by its `page.ts`. */
export const pages: readonly Page[] = inOrderOfPath(Object.values(found).map((module) => module.page));
