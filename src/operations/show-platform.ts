import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import type { Book } from "../store/book.ts";
import { type PlatformCard, platformBoard } from "./platform-board.ts";
import { filesManifest, type PlatformManifest } from "./platform-manifest.ts";
import { findConnector } from "./platforms.ts";
import type { Workplace } from "./workplace.ts";

/** One platform with its accounts in a book, none where it is not connected. Problem: `platform-unknown`. */
export async function showPlatform(
  workplace: Workplace,
  book: Book,
  name: string,
): Promise<Result<{ readonly items: readonly PlatformCard[]; readonly manifest: PlatformManifest }, Problem>> {
  const { items, known } = await platformBoard(workplace, book);
  const own = items.filter((card) => card.name === name || card.platform === name);
  const platform = own[0]?.platform ?? name.toLowerCase();
  const manifest = known.find((one) => one.platform === platform);
  if (manifest) return ok({ items: own, manifest });
  const connector = findConnector(workplace.platforms, name);
  // What only files were read of may have a layout of the owner's own.
  return own[0] || connector.ok ? ok({ items: own, manifest: filesManifest(platform, own[0]?.title) }) : connector;
}
