import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { barriersOf } from "../parts/check.ts";
import { comeInByPasskey } from "../parts/come-in.ts";
import { complaintsOf, everyPage, open, overflowOf } from "../parts/pages.ts";
import { type RunningEngine, startEngine } from "../parts/processes.ts";

const pictures = join(import.meta.dirname, "../../artifacts/pictures");
let engine: RunningEngine;

// A picture of each page is kept anyway; a trace of them all takes longer than the walk.
test.use({ trace: "off" });

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  engine = await startEngine();
});
test.afterAll(() => engine?.stop());

test("every page of the demo shop shows well in both themes, and to everybody", async ({ page }, info) => {
  test.setTimeout(300_000);
  const complaints = complaintsOf(page);
  await comeInByPasskey(page, engine.setUp);
  // The demo shop reads its history within the first minute; a payout that is proved comes last.
  await expect
    .poll(
      async () =>
        (await (await page.request.get(`${engine.url}/api/v1/payouts?book=demo&limit=1`)).json()).items?.length ?? 0,
      { timeout: 90_000 },
    )
    .toBeGreaterThan(0);
  const wrong: string[] = [];
  for (const [name, path] of await everyPage(page, engine.url, "demo")) {
    await open(page, `${engine.url}${path}`);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.screenshot({ path: join(pictures, `${name}-${info.project.name}-${theme}.png`), fullPage: true });
      // Another theme is other colours and nothing else.
      const barriers = await barriersOf(page, theme === "light" ? undefined : ["color-contrast"]);
      wrong.push(...barriers.map((one) => `${name} (${theme}): ${one}`));
    }
    const over = await overflowOf(page);
    if (over > 0) wrong.push(`${name}: ${over} px too wide`);
    if (info.project.name === "phone") {
      await page.setViewportSize({ width: 320, height: 720 });
      await page.waitForTimeout(150);
      const over = await overflowOf(page);
      if (over > 0) wrong.push(`${name} at 320: ${over} px too wide`);
      await page.setViewportSize({ width: 390, height: 844 });
    }
  }
  expect(wrong.concat(complaints)).toEqual([]);
});
