import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** The system's Chromium: a test tool's own download is neither needed nor wanted. */
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

/** Without these, Chromium looks for its maker's hosts at each start. */
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "walks",
  outputDir: "../artifacts/browser",
  // Each has an engine of its own; walks wait more than they work, so that two cores carry two.
  workers: 2,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: process.env["CI"]
    ? [["line"], ["json", { outputFile: process.env["BROWSER_REPORT"] ?? "../artifacts/browser.json" }]]
    : "list",
  use: {
    actionTimeout: 15_000,
    // A trace takes a third of the time again; in CI the picture and the tree of a failure have to do.
    trace: process.env["CI"] ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
    launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: quiet },
  },
  projects: [
    { name: "desktop", use: { browserName: "chromium", viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      // What a form says is the same on every size; the other walks look at it on a phone.
      testIgnore: /bad-input/,
      use: {
        browserName: "chromium",
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        deviceScaleFactor: 2,
      },
    },
  ],
});
