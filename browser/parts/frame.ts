import type { Page } from "@playwright/test";

/** Opens a page by the navigation, as a person does: nothing is loaded anew. On a phone some stand behind "More". */
export async function goTo(page: Page, name: string): Promise<void> {
  const link = page.getByRole("navigation", { name: "Main" }).filter({ visible: true }).getByRole("link", { name });
  if ((await link.count()) > 0) return link.first().click();
  const sheet = page.getByRole("button", { name: "More", exact: true });
  if (await sheet.isVisible()) await sheet.click();
  await page.getByRole("navigation", { name: "More" }).filter({ visible: true }).getByRole("link", { name }).click();
}
