import { createHmac } from "node:crypto";
import type { CDPSession, Page } from "@playwright/test";

/** Somebody who came in, and what she needs to come in again. */
export type CameIn = {
  readonly signIn: string;
  readonly recoveryCodes: readonly string[];
  /** With a password: both, and the next code of her authenticator app. */
  readonly password?: string;
  readonly nextCode?: () => Promise<string>;
};

/** What is typed where a link leads; the first owner of the demo when left out. */
export type Who = { readonly name?: string; readonly signIn?: string };

/** The browser's own authenticator, which says yes at once. It lasts as long as the page. */
export async function addAuthenticator(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return cdp;
}

/** Comes in by a one-time link with a passkey, keeps the codes and stands on Today. English words. */
export async function comeInByPasskey(page: Page, link: string, who: Who = {}): Promise<CameIn> {
  await addAuthenticator(page);
  const signIn = await openLink(page, link, who);
  await page.getByRole("button", { name: "Create a passkey and go on" }).click();
  return { signIn, recoveryCodes: await keepCodes(page) };
}

/** Comes in by a one-time link with a password and the codes of an app, and stands on Today. English words. */
export async function comeInByPassword(page: Page, link: string, who: Who = {}): Promise<CameIn> {
  const signIn = await openLink(page, link, who);
  await page.getByRole("button", { name: /Use a password and a code instead|Go on/ }).click();
  const password = "nine otters cross the race";
  await page.getByLabel("Password", { exact: true }).fill(password);
  const seed = (await page.locator(".seed-picture .mono").getAttribute("title")) ?? "";
  const nextCode = codesOf(seed);
  await page.getByLabel("Code the app shows now").fill(await nextCode());
  await page.getByRole("button", { name: "Come in" }).click();
  return { signIn, password, nextCode, recoveryCodes: await keepCodes(page) };
}

/** Signs in again with the passkey of this page's authenticator. */
export async function signInByPasskey(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await onToday(page);
}

async function openLink(page: Page, link: string, who: Who): Promise<string> {
  const { name = "Ada Lovelace", signIn = "ada@example.com" } = who;
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Sign-in name").fill(signIn);
  return signIn;
}

async function keepCodes(page: Page): Promise<readonly string[]> {
  const list = page.getByRole("list", { name: "Recovery codes" });
  await list.waitFor();
  const codes = await list.getByRole("listitem").allInnerTexts();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Open Today" }).click();
  await onToday(page);
  return codes.map((code) => code.trim());
}

async function onToday(page: Page): Promise<void> {
  await page.waitForURL((url) => url.pathname === "/");
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/**
 * Codes of a seed (RFC 6238: SHA-1, six digits, half a minute). A code counts once, so each answer is of a later half
 * minute than the one before: it waits for the next where it must.
 */
export function codesOf(seed: string): () => Promise<string> {
  const key = fromBase32(seed);
  let last = 0;
  return async () => {
    const step = Math.max(Math.floor(Date.now() / 30_000), last + 1);
    last = step;
    // The engine takes a code half a minute early: no need to wait all of it.
    const early = step * 30_000 - 29_000 - Date.now();
    if (early > 0) await new Promise((done) => setTimeout(done, early));
    return codeAt(key, step);
  };
}

function codeAt(key: Buffer, step: number): string {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(step));
  const sign = createHmac("sha1", key).update(moment).digest();
  const from = (sign.at(-1) ?? 0) & 15;
  return String((sign.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function fromBase32(text: string): Buffer {
  const bits = [...text.replaceAll(/[\s=]/g, "").toUpperCase()]
    .map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
