import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { overflowOf } from "./pages.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on the page as it is now, one line for each kind; `only` limits it to some of its rules. */
export async function barriersOf(page: Page, only?: readonly string[]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (only ? axe.withRules([...only]) : axe.withTags(tags)).analyze();
  return violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`.slice(0, 400),
  );
}

/** A stop of a walk: nothing moves any more, nothing keeps anybody out, nothing is wider than the window. */
export async function expectOpenToAll(page: Page): Promise<void> {
  // Behind an open dialog the page's heading is still there, only not within reach.
  await page.locator("h1").first().waitFor({ state: "attached" });
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  expect(await barriersOf(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
}
