import type { Millis } from "../base/clock.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { readSetting, removeSetting, writeSetting } from "../store/setting.ts";
import type { Workplace } from "./workplace.ts";

const key = (book: Book, platform: string): string => `consent-pending/${book.slug}/${platform}`;

/** Writes down that a consent was asked for, so that every process knows; nothing that would help to forge it. */
export async function notePending(workplace: Workplace, book: Book, platform: string, forMs: Millis): Promise<void> {
  const until = workplace.clock.now() + forMs;
  await workplace.store.transaction((tx) => writeSetting(tx, key(book, platform), String(until)));
}

/** Ends it, however it went. */
export async function endPending(workplace: Workplace, book: Book, platform: string): Promise<void> {
  await workplace.store.transaction((tx) => removeSetting(tx, key(book, platform)));
}

/** Until when a consent is waited for; undefined where none is. */
export async function pendingUntil(
  handle: Handle,
  book: Book,
  platform: string,
  now: Millis,
): Promise<Millis | undefined> {
  const until = Number(await readSetting(handle, key(book, platform)));
  return until > now ? until : undefined;
}
