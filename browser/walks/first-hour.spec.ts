import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { callTool } from "../parts/assistant.ts";
import { expectOpenToAll } from "../parts/check.ts";
import { comeInByPasskey } from "../parts/come-in.ts";
import { goTo } from "../parts/frame.ts";
import { complaintsOf } from "../parts/pages.ts";
import { type RunningEngine, type RunningSandbox, startEngine, startSandbox } from "../parts/processes.ts";

const fixture = join(import.meta.dirname, "../../test/fixtures/csv/gumroad/sales-2026.csv");
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
/** The fixture as if its sales were of yesterday: what Today shows does not hang on the day of the test. */
const sales = readFileSync(fixture, "utf8").replaceAll(/\b2026-11-\d\d/g, yesterday);

let sandbox: RunningSandbox;
let engine: RunningEngine;
let env: Record<string, string>;

test.beforeAll(async () => {
  sandbox = await startSandbox();
  env = { MILLRACE_SANDBOX: sandbox.url, TZ: "UTC" };
  engine = await startEngine(env);
});
test.afterAll(async () => {
  await engine?.stop();
  await sandbox?.stop();
});

test("an owner's first hour: from the link in the terminal to a proved payout, and back in again", async ({ page }) => {
  test.setTimeout(240_000);
  // A browser writes down each refused request; these two are refused on purpose.
  const complaints = complaintsOf(page, [
    /status of 4\d\d .*\/imports\/uploads\//,
    /status of 4\d\d .*\/platforms\/gumroad/,
  ]);

  await test.step("the demo shop stands there, and says that it is one", async () => {
    await comeInByPasskey(page, engine.setUp);
    await expect(page.getByRole("note")).toContainText("Demo shop.");
    await expect(page.locator(".figure[data-size=hero]")).toContainText("$");
    await expectOpenToAll(page);
  });

  await test.step("a file that holds no sales is refused in a sentence", async () => {
    await choose(page, "Drop a CSV", { name: "holiday.csv", body: "Day,Place\nMonday,Lamu\n" });
    await expect(page.getByRole("alert")).toContainText(/\w.*\./);
    await expectOpenToAll(page);
  });

  const imported = await test.step("a real file is shown before it is booked", async () => {
    await page.getByRole("button", { name: "Choose another file" }).click();
    await choose(page, "Choose a file", { name: "gumroad-sales.csv", body: sales });
    const book = page.getByRole("button", { name: /^Book \d+ rows$/ });
    await expect(page.getByRole("row", { name: /^New/ })).toContainText(/\d/);
    await expectOpenToAll(page);
    await book.click();
    await expect(page.getByText(/\d+ rows are booked/)).toBeVisible();
    await page.getByRole("link", { name: "Show Today" }).click();
    await expect(page.getByRole("note").filter({ hasText: "Demo shop." })).toHaveCount(0);
    await expect(figure(page, "Yesterday")).not.toHaveText("0.00");
    return figure(page, "Yesterday").innerText();
  });

  await test.step("a number opens down to the row it came from", async () => {
    await figure(page, "Yesterday").click();
    await expect(page.getByText("You keep").first()).toBeVisible();
    await expect(page.locator(".money-sum .figure[aria-busy]")).toHaveCount(0);
    // The fixture has refunds without a day, which count on the day they were read: the rows say what they leave out.
    await expect(page.locator(".money-sum")).toContainText(`say ${imported} for these days`);
    await expectOpenToAll(page);
    await page.locator("[data-row]").filter({ hasText: "Linen Grid Planner" }).last().click();
    await expect(page.getByRole("heading", { name: "Its story" })).toBeVisible();
    await expect(page.locator(".evidence-body")).toContainText("Item Name: Linen Grid Planner");
    await expect(page.locator(".evidence-body mark").first()).toBeVisible();
    await expectOpenToAll(page);
  });

  await test.step("a platform is connected; a wrong token is said beside its field", async () => {
    await goTo(page, "Platforms");
    await page.getByRole("link", { name: "Connect", exact: true }).click();
    // Where only one can be connected, it is not asked which.
    const goOn = page.getByRole("button", { name: "Go on" });
    const which = page.getByRole("dialog", { name: "Which platform?" });
    await goOn.or(which).waitFor();
    if (await which.isVisible()) await which.getByText("Gumroad", { exact: true }).click();
    await goOn.click();
    const token = page.getByLabel("Access token");
    await token.fill("not-a-token-of-this-shop");
    await page.getByRole("button", { name: "Connect Gumroad" }).click();
    await expect(token).toHaveAttribute("aria-invalid", "true");
    await expect(token).toHaveAccessibleDescription(/refuse|token/i);
    await expect(token).toHaveValue("not-a-token-of-this-shop");
    await expect(token).toBeFocused();
    await expectOpenToAll(page);
    await token.fill(sandbox.token);
    await expect(page.getByText("This opens Mopul Studio")).toBeVisible();
    await page.getByRole("button", { name: "Connect Gumroad" }).click();
    await expect(page.getByText("Everything there is was read.")).toBeVisible({ timeout: 90_000 });
    await expectOpenToAll(page);
    await page.getByRole("button", { name: "Done" }).click();
  });

  const earned = await test.step("a sale appears by itself", async () => {
    await goTo(page, "Today");
    await expect(page.getByRole("heading", { name: "Today", level: 1 })).toBeVisible();
    await page.evaluate(() => document.body.setAttribute("data-walk", "same document"));
    const id = await sell(page);
    await expect(page.locator(`.today-sales a[href*="${encodeURIComponent(id)}"]`)).toBeVisible({ timeout: 30_000 });
    await expect(page.locator("body")).toHaveAttribute("data-walk", "same document");
    await expectOpenToAll(page);
    return figure(page, "Yesterday").innerText();
  });

  await test.step("an act waits, gets a yes, is taken back, and gets it for good", async () => {
    const { products } = await callTool(engine, env, "list_products", { limit: 1 });
    const [product] = products as readonly { readonly externalId: string }[];
    await callTool(engine, env, "propose_listing", {
      platform: "gumroad",
      product: product?.externalId,
      state: "taken-down",
      reason: "Nobody bought it for a month.",
    });
    await goTo(page, "Inbox");
    const card = page.getByRole("article").filter({ hasText: "Nobody bought it for a month." });
    await expect(card).toBeVisible();
    await expectOpenToAll(page);
    await card.getByRole("button", { name: /^Approve/ }).click();
    await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await expect(card).toBeVisible();
    await card.getByRole("button", { name: /^Approve/ }).click();
    await expect(page.getByRole("status").getByRole("button", { name: "Undo" })).toBeVisible();
    await page.getByRole("link", { name: "Earlier" }).click();
    await expect(page.getByText(/^Done, /)).toBeVisible({ timeout: 40_000 });
    await expectOpenToAll(page);
  });

  await test.step("a payout is proved to the cent", async () => {
    await goTo(page, "Money");
    await page.getByRole("link", { name: "Payouts", exact: true }).click();
    await page.locator("[data-row]").first().click();
    await expect(page.getByText("On its way to your bank")).toBeVisible();
    await page.getByRole("button", { name: "Record its arrival" }).click();
    await page.getByLabel("Bank", { exact: true }).fill("Equity");
    await page.getByRole("button", { name: "Book the arrival" }).click();
    await expect(page.getByText("Proved to the cent")).toBeVisible();
    await expectOpenToAll(page);
  });

  await test.step("a report is taken along", async () => {
    await page.getByRole("link", { name: "Reports", exact: true }).click();
    await expectOpenToAll(page);
    // Made each hour for the day that has ended; here now.
    await page.evaluate(() => fetch("/api/v1/jobs/daily-report/run", { method: "POST" }));
    await page.locator("[data-row]").first().click();
    await page.getByRole("button", { name: "Download" }).click();
    await expectOpenToAll(page);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: /CSV/ }).click(),
    ]);
    expect(readFileSync(await file.path(), "utf8")).toContain(earned.replaceAll(",", ""));
  });

  await test.step("a past moment shows what was known then, and nothing can be changed in it", async () => {
    await goTo(page, "Today");
    await page
      .getByRole("button", { name: /As of now|Time machine/ })
      .filter({ visible: true })
      .click();
    await page.getByRole("button", { name: /Booked gumroad-sales\.csv/ }).click();
    await expect(page.getByText(/^As of /).first()).toBeVisible();
    await expect(figure(page, "Yesterday")).toHaveText(imported);
    await expectOpenToAll(page);
    await goTo(page, "Platforms");
    await expect(page.getByText("Nothing can be changed in the past.").first()).toBeVisible();
    await page.getByRole("button", { name: "Back to now" }).click();
    await expect(page.getByText(/^As of /)).toHaveCount(0);
  });

  await test.step("she signs out, and in again", async () => {
    await goTo(page, "Settings");
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: /^You/ }).click();
    await expectOpenToAll(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in/);
    await expectOpenToAll(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Today");
  });
  expect(complaints).toEqual([]);
});

/** The amount of one figure on Today, by its label. */
const figure = (page: Page, label: string) =>
  page
    .locator(".figure", { has: page.locator(".figure-label", { hasText: new RegExp(`^${label}$`) }) })
    .locator(".figure-open");

async function choose(page: Page, button: string, { name, body }: { name: string; body: string }): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(body) });
}

/** Somebody buys at the simulated platform, which tells the engine of it; returns the sale's id there. */
async function sell(page: Page): Promise<string> {
  const sold = await page.request.post(`${sandbox.url}/gumroad/-/sale`, {
    headers: { "x-sandbox-key": sandbox.controlKey },
    data: { email: "wanjiru@example.com", name: "Wanjiru Kamau" },
  });
  const { sale } = (await sold.json()) as { readonly sale: { readonly id: string; readonly seller_id: string } };
  const messages = await page.request.get(`${engine.url}/api/v1/platforms/gumroad/messages?book=main`);
  const { items } = (await messages.json()) as { readonly items: readonly { readonly path: string }[] };
  // What the platform would send, had it an address to send it to.
  const form = { resource_name: "sale", sale_id: sale.id, seller_id: sale.seller_id };
  expect((await page.request.post(`${engine.url}${items[0]?.path}`, { form })).ok()).toBe(true);
  return sale.id;
}
