import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { comeInByPasskey, comeInByPassword } from "./parts/come-in.ts";
import { startEngine } from "./parts/processes.ts";

const dist = process.env["DIST"]!;
const types: any = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".png": "image/png",
};
export async function ownWeb(page: Page, url: string) {
  const csp = (await fetch(url + "/")).headers.get("content-security-policy") ?? "";
  await page.context().route(
    (u) => !u.pathname.startsWith("/api"),
    async (route) => {
      const p = new URL(route.request().url()).pathname;
      const f = join(dist, p);
      const file = p !== "/" && existsSync(f) ? f : join(dist, "index.html");
      await route.fulfill({
        body: readFileSync(file),
        contentType: types[extname(file)] ?? "application/octet-stream",
        headers: { "content-security-policy": csp },
      });
    },
  );
}
const engine = await startEngine();
console.log(engine.url, engine.setUp, engine.said());
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const [name, size] of [
    ["desktop", { width: 1440, height: 900 }],
    ["phone", { width: 390, height: 844 }],
  ] as const) {
    const page = await (
      await browser.newContext({
        viewport: size,
        serviceWorkers: "block",
        colorScheme: name === "phone" ? "dark" : "light",
      })
    ).newPage();
    page.on("console", (m) => m.type() === "error" && console.log(name, m.text()));
    page.on("pageerror", (e) => console.log(name, "ERR", e.message));
    await ownWeb(page, engine.url);
    await page.goto(engine.setUp);
    await page.waitForTimeout(800);
    console.log(page.url());
    await page.screenshot({ path: `/tmp/look-ci/${name}-setup.png` });
    if (name === "desktop") {
      await page.getByRole("button", { name: "Create a passkey and go on" }).click();
      await page.waitForTimeout(500);
      await page.screenshot({ path: `/tmp/look-ci/${name}-setup-err.png` });
    }
    await page.goto(engine.url + "/sign-in");
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/look-ci/${name}-signin.png` });
    await page.goto(engine.setUp);
    await page.reload();
    await page.waitForTimeout(300);
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("Sign-in name").fill("ada");
    await page.getByRole("button", { name: /Use a password/ }).click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `/tmp/look-ci/${name}-seed.png`, fullPage: true });
  }
  const page = await (
    await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" })
  ).newPage();
  page.on("console", (m) => m.type() === "error" && console.log("in", m.text()));
  await ownWeb(page, engine.url);
  await (process.argv[2] === "pw" ? comeInByPassword : comeInByPasskey)(page, engine.setUp);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `/tmp/look-ci/today.png` });
} catch (e) {
  console.log(e);
  for (const c of browser.contexts()) for (const p of c.pages()) await p.screenshot({ path: "/tmp/look-ci/fail.png" });
} finally {
  await browser.close();
  await engine.stop();
}
