/**
 * Lighthouse over the pages of the demo shop, signed in, on a phone and on a desktop: `npx node browser/measure/lighthouse.ts`.
 * Prints one line for each page; its numbers are measured, never tested.
 */
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { comeInByPasskey } from "../parts/come-in.ts";
import { startEngine } from "../parts/processes.ts";

const port = 9_333;
const engine = await startEngine();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", `--remote-debugging-port=${port}`],
});
try {
  const context = await browser.newContext();
  const page = await context.newPage();
  await comeInByPasskey(page, engine.setUp);
  // The demo shop reads its history within the first minute.
  await page.waitForTimeout(60_000);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const shown = ["performance", "accessibility", "best-practices"];
  for (const form of ["mobile", "desktop"] as const) {
    for (const path of ["/", "/money", "/inbox", "/payouts", "/platforms", "/settings"]) {
      const settings =
        form === "mobile"
          ? {}
          : {
              screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
              throttling: {
                rttMs: 40,
                throughputKbps: 10_240,
                cpuSlowdownMultiplier: 1,
                requestLatencyMs: 0,
                downloadThroughputKbps: 0,
                uploadThroughputKbps: 0,
              },
            };
      const found = await lighthouse(
        `${engine.url}${path}`,
        { port, logLevel: "error", onlyCategories: shown, extraHeaders: { cookie } },
        { extends: "lighthouse:default", settings: { formFactor: form, ...settings } },
      );
      const categories = found?.lhr.categories ?? {};
      const audits = found?.lhr.audits ?? {};
      const scores = shown.map((name) => `${name} ${Math.round((categories[name]?.score ?? 0) * 100)}`).join(", ");
      const times = [
        "first-contentful-paint",
        "largest-contentful-paint",
        "total-blocking-time",
        "cumulative-layout-shift",
      ]
        .map((name) => `${name} ${audits[name]?.displayValue ?? "?"}`)
        .join(", ");
      const wrong = Object.values(audits)
        .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode === "binary")
        .map(({ id }) => id);
      process.stdout.write(`${form} ${path}: ${scores}; ${times}${wrong.length > 0 ? `; ${wrong.join(", ")}` : ""}\n`);
    }
  }
} finally {
  await browser.close();
  await engine.stop();
}
