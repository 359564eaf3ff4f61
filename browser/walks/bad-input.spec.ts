import { expect, type Locator, type Page, test } from "@playwright/test";
import { callTool } from "../parts/assistant.ts";
import { barriersOf } from "../parts/check.ts";
import { comeInByPasskey } from "../parts/come-in.ts";
import { complaintsOf, open } from "../parts/pages.ts";
import { type RunningEngine, type RunningSandbox, startEngine, startSandbox } from "../parts/processes.ts";

let sandbox: RunningSandbox;
let engine: RunningEngine;
let env: Record<string, string>;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  sandbox = await startSandbox();
  env = { MILLRACE_SANDBOX: sandbox.url, TZ: "UTC" };
  engine = await startEngine(env);
  page = await (await browser.newContext()).newPage();
  // Every refusal here is caused on purpose, and a browser writes each of them down.
  complaints = complaintsOf(page, [/status of 4\d\d/]);
  await comeInByPasskey(page, engine.setUp);
});
test.afterAll(async () => {
  await page?.context().close();
  await engine?.stop();
  await sandbox?.stop();
});
test.afterEach(() => expect(complaints).toEqual([]));

test("signing in without what it takes says so at the first of it", async ({ browser }) => {
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${engine.url}/sign-in`);
  await stranger.getByLabel("Sign-in name").fill("ada@example.com");
  await stranger.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectWrong(stranger.getByLabel("Password"), "");
  await expect(stranger.getByLabel("Sign-in name")).toHaveValue("ada@example.com");
  await stranger.context().close();
});

test("a target that is no amount stays typed, with the reason beside it", async () => {
  await openOwn("/settings/targets");
  const month = page.getByLabel("For a month").first();
  await month.fill("ten thousand");
  await month.press("Enter");
  await expectWrong(month, "ten thousand");
});

test("a file that needs a word more says what, at the field", async () => {
  await openOwn("/import");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from("When,Paid\n2026-01-02,12.50\n") });
  await page.getByLabel("Layout").selectOption({ label: "I say what the columns mean" });
  await page.getByLabel("Currency of amounts that name none").fill("QQQ");
  await page.getByRole("button", { name: "Look again" }).click();
  await expectWrong(page.getByLabel("Name of the shop"), "");
  await expectWrong(page.getByLabel("When it was sold"), "", { focus: false });
  await page.getByLabel("Name of the shop").fill("my-market");
  await page.getByLabel("When it was sold").selectOption("When");
  await page.getByLabel("What the buyer paid").selectOption("Paid");
  await page.getByRole("button", { name: "Look again" }).click();
  await expectWrong(page.getByLabel("Currency of amounts that name none"), "QQQ");
  await expect(page.getByLabel("Name of the shop")).toHaveValue("my-market");
  await expect(page.getByLabel("What the buyer paid")).toHaveValue("Paid");
  await page.getByLabel("Currency of amounts that name none").fill("USD");
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByRole("button", { name: "Book 1 row" }).click();
  await expect(page.getByText("1 row is booked")).toBeVisible();
});

test("a token with a gap in it is refused before it goes anywhere; a wrong one by its platform", async () => {
  await openOwn("/platforms/connect/gumroad");
  await page.getByRole("button", { name: "Go on" }).click();
  const token = page.getByLabel("Access token");
  await token.fill("two words");
  await page.getByRole("button", { name: "Connect Gumroad" }).click();
  await expectWrong(token, "two words");
  await token.fill("not-a-token-of-this-shop");
  await page.getByRole("button", { name: "Connect Gumroad" }).click();
  await expectWrong(token, "not-a-token-of-this-shop");
  await token.fill(sandbox.token);
  await page.getByRole("button", { name: "Connect Gumroad" }).click();
  await expect(page.getByText("Everything there is was read.")).toBeVisible({ timeout: 90_000 });
});

test("a key needs a name, days that are a number, and something it may", async () => {
  await openOwn("/settings/keys");
  await page.getByLabel("Days until it ends").fill("soon");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expectWrong(page.getByLabel("What it is for"), "");
  await expect(page.getByLabel("Days until it ends")).toHaveValue("soon");
  await page.getByLabel("What it is for").fill("a spreadsheet");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expectWrong(page.getByLabel("Days until it ends"), "soon");
  await expect(page.getByLabel("What it is for")).toHaveValue("a spreadsheet");
  await page.getByLabel("Days until it ends").fill("30");
  await page.getByRole("checkbox", { name: "read without buyers" }).uncheck();
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByRole("group", { name: "It may" })).toContainText("Tick one at least.");
  await expect(page.getByRole("checkbox", { name: "read without buyers" })).toBeFocused();
  await expect(page.getByLabel("Days until it ends")).toHaveValue("30");
});

test("a place for messages that lacks what it needs is not kept", async () => {
  await openOwn("/settings/messages");
  await page.getByRole("button", { name: "Add a place" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("What kind").selectOption("signed-webhook");
  const address = sheet.getByLabel("Address");
  await address.fill("not an address");
  await sheet.getByRole("button", { name: "Send a test and keep it" }).click();
  await expectWrong(address, "not an address");
});

test("a target on Today is refused in its sheet", async () => {
  await openOwn("/");
  await page.getByRole("button", { name: /(Set a|Change the) target/ }).click();
  const month = page.getByRole("dialog").getByLabel(/month/);
  await month.fill("a lot");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /target/ })
    .first()
    .click();
  await expectWrong(month, "a lot");
});

test("a plan that is changed into none is refused beside what is wrong", async () => {
  const { sales } = await callTool(engine, env, "list_sales", { source: "gumroad", status: "completed", limit: 50 });
  const paid = (sales as readonly { readonly id: string; readonly gross: string }[]).find(
    ({ gross }) => Number.parseFloat(gross) > 5,
  );
  await callTool(engine, env, "propose_refund", { sale: paid?.id, reason: "One file was missing." });
  await openOwn("/inbox");
  const card = page.getByRole("article").filter({ hasText: "One file was missing." });
  await card.getByRole("button", { name: "Edit" }).click();
  const amount = page.getByRole("dialog").getByLabel(/Amount/i);
  await amount.fill("a little");
  await page.getByRole("button", { name: "Change the plan" }).click();
  await expectWrong(amount, "a little");
});

/** Opens a page of one's own books. */
async function openOwn(path: string): Promise<void> {
  const url = new URL(path, engine.url);
  url.searchParams.set("book", "main");
  await open(page, url.href);
}

/** A field that was refused: marked, with a sentence of its own, what was typed still in it, and the focus on it. */
async function expectWrong(field: Locator, typed: string, { focus = true } = {}): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/\S+ \S+/);
  await expect(field).toHaveValue(typed);
  if (focus) await expect(field).toBeFocused();
  expect(await barriersOf(field.page())).toEqual([]);
}
