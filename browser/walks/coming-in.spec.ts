import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { comeInByPasskey, comeInByPassword, signInByPasskey } from "../parts/come-in.ts";
import { type RunningEngine, startEngine } from "../parts/processes.ts";

let engine: RunningEngine;
test.beforeEach(async () => {
  engine = await startEngine({ MILLRACE_DEMO: "off" });
});
test.afterEach(() => engine.stop());

async function holdsNothingAgainst(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
}

async function signOut(page: Page): Promise<void> {
  await page.goto(`${engine.url}/settings/me`);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL(/\/sign-in/);
}

test("the first owner comes in by a passkey, keeps the codes, leaves and comes back", async ({ page }) => {
  const { recoveryCodes } = await comeInByPasskey(page, engine.setUp);
  expect(new Set(recoveryCodes).size).toBe(10);
  await signOut(page);
  await page.goto(`${engine.url}/settings/people`);
  await page.waitForURL(/\/sign-in\?next=%2Fsettings%2Fpeople/);
  await signInByPasskey(page, engine.url);
  // The link is used up, and its token is in no history.
  await page.goto(engine.setUp);
  await expect(page.getByRole("heading", { name: "This link opens nothing any more" })).toBeVisible();
  expect(page.url()).not.toContain("#");
});

test("nothing typed is lost, each refusal stands beside its field, and the codes must be ticked as kept", async ({
  page,
}) => {
  await page.goto(engine.setUp);
  await expect(page.getByLabel("Your name")).toBeVisible();
  await holdsNothingAgainst(page);
  await page.getByLabel("Sign-in name").fill("a name with spaces");
  await page.getByRole("button", { name: "Use a password and a code instead" }).click();
  await expect(page.getByText("This is needed.")).toBeVisible();
  await expect(page.getByLabel("Your name")).toBeFocused();
  await page.getByLabel("Your name").fill("Ada");
  await page.getByRole("button", { name: "Use a password and a code instead" }).click();
  await expect(page.getByText(/^2 to 80 letters/)).toBeVisible();
  await expect(page.getByLabel("Sign-in name")).toHaveValue("a name with spaces");
  await page.getByLabel("Sign-in name").fill("ada");
  await page.getByRole("button", { name: "Use a password and a code instead" }).click();
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("Code the app shows now").fill("000000");
  await page.getByRole("button", { name: "Come in" }).click();
  await expect(page.getByText(/^At least 12 characters, not/)).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("short");
  await holdsNothingAgainst(page);
});

test("somebody without a passkey comes in by password and code, and is told when to wait", async ({ page }) => {
  const owner = await comeInByPassword(page, engine.setUp);
  await signOut(page);
  await holdsNothingAgainst(page);
  await page.getByLabel("Sign-in name").fill(owner.signIn);
  await page.getByLabel("Password").fill("not the password");
  await page.getByLabel("Code").fill("123456");
  for (let tries = 0; tries < 6; tries++) {
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).not.toHaveAttribute("aria-disabled");
  }
  await expect(page.getByText(/The next one counts at \d\d:\d\d:\d\d/)).toBeVisible();
  await expect(page.getByLabel("Password")).toHaveValue("not the password");
});

test("an owner changes settings, each saved at once and undone as fast", async ({ page }) => {
  await comeInByPasskey(page, engine.setUp);
  await page.goto(`${engine.url}/settings`);
  await expect(page.getByRole("navigation", { name: "Settings" })).toBeVisible();
  await holdsNothingAgainst(page);
  await page.goto(`${engine.url}/settings/me`);
  await page.getByLabel("Name", { exact: true }).fill("Ada King");
  await page.getByLabel("Name", { exact: true }).blur();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ada Lovelace");
  for (const part of [
    "me",
    "ways",
    "sessions",
    "book",
    "targets",
    "messages",
    "people",
    "keys",
    "backup",
    "engine",
    "data",
  ]) {
    await page.goto(`${engine.url}/settings/${part}`);
    await expect(page.locator(".settings-part .card").first()).toBeVisible();
    await holdsNothingAgainst(page);
  }
});

test("an owner makes a key and a back-up, tests it, and invites somebody", async ({ page, browser }) => {
  await comeInByPasskey(page, engine.setUp);
  await page.goto(`${engine.url}/settings/keys`);
  await page.getByLabel("What it is for").fill("Spreadsheet");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByText("Shown once: copy it now.")).toBeVisible();
  await page.goto(`${engine.url}/settings/backup`);
  await page.getByRole("button", { name: "Back up now" }).click();
  await page.getByRole("button", { name: "Test it" }).click();
  await expect(page.getByText(/Last tested restore/)).toBeVisible();
  await page.goto(`${engine.url}/settings/people`);
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.locator(".settings-once .mono").getAttribute("title");
  const other = await (await browser.newContext()).newPage();
  await comeInByPasskey(other, link ?? "", { name: "Ben", signIn: "ben" });
  await other.goto(`${engine.url}/settings`);
  await expect(other.getByRole("navigation", { name: "Settings" }).getByRole("link")).toHaveCount(3);
  await other.context().close();
});
