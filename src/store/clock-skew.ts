import type { Handle, Tx } from "./handle.ts";
import { readSetting, removeSetting, writeSetting } from "./setting.ts";

const key = (platform: string): string => `clock-skew/${platform}`;

/** How far a platform's clock was ahead of this machine's in milliseconds when it last answered; undefined when fine. */
export async function clockSkew(handle: Handle, platform: string): Promise<number | undefined> {
  const text = await readSetting(handle, key(platform));
  return text === undefined ? undefined : Number(text);
}

/** Keeps it for other processes; undefined takes it away. */
export async function noteClockSkew(tx: Tx, platform: string, ms: number | undefined): Promise<void> {
  await (ms === undefined ? removeSetting(tx, key(platform)) : writeSetting(tx, key(platform), String(ms)));
}
