import type { Page } from "@playwright/test";

/** Every page an owner can open, by name; the ones about one thing are found in the books. */
export async function everyPage(
  page: Page,
  origin: string,
  book: string,
): Promise<readonly (readonly [name: string, path: string])[]> {
  const sale = await firstOf(page, `${origin}/api/v1/sales?book=${book}&limit=1`, "id");
  const payout = await firstOf(page, `${origin}/api/v1/payouts?book=${book}&limit=1`, "id");
  const product = await firstOf(page, `${origin}/api/v1/products?book=${book}&limit=1`, "id");
  return [
    ["today", "/"],
    ["inbox", "/inbox"],
    ["sales", "/money"],
    ...one("sale", "/money/sales", sale),
    ["books", "/money/books"],
    ["reports", "/money/reports"],
    ["payouts", "/payouts"],
    ...one("payout", "/payouts", payout),
    ["products", "/products"],
    ...one("product", "/products", product),
    ["platforms", "/platforms"],
    ["import", "/import"],
    ["compliance", "/compliance"],
    ["system", "/system"],
    ["settings", "/settings"],
  ];
}

function one(name: string, below: string, id: string | undefined): readonly (readonly [string, string])[] {
  return id === undefined ? [] : [[name, `${below}/${encodeURIComponent(id)}`]];
}

async function firstOf(page: Page, url: string, field: string): Promise<string | undefined> {
  const answer = await page.request.get(url);
  if (!answer.ok()) return undefined;
  const { items } = (await answer.json()) as { readonly items?: readonly Record<string, unknown>[] };
  const value = items?.[0]?.[field];
  return typeof value === "string" ? value : undefined;
}

/** Opens an address and waits until what it shows has come: nothing is being loaded any more. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page
    .locator("[aria-busy=true]")
    .first()
    .waitFor({ state: "detached" })
    .catch(() => undefined);
  // What came last may still be drawn.
  await page.waitForTimeout(400);
}

/** What the browser complained of while a page was open; refusals that a walk causes on purpose are named. */
export function complaintsOf(page: Page, expected: readonly RegExp[] = []): string[] {
  const complaints: string[] = [];
  const note = (text: string): void => {
    if (!expected.some((one) => one.test(text))) complaints.push(text);
  };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      note(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => note(String(error)));
  return complaints;
}

/** How far the page can be pushed sideways, in CSS pixels: 0 where everything fits. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
