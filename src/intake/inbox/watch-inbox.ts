import type { Clock, Millis } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import type { Problem } from "../../base/problem.ts";
import type { Result } from "../../base/result.ts";
import type { ImportSummary } from "../import/summary.ts";
import type { InboxFile, InboxFolder } from "./inbox-folder.ts";
import { refusalText, refusedRowsText } from "./reason-text.ts";

export type InboxDeps = {
  readonly folder: InboxFolder;
  readonly clock: Clock;
  readonly log: Log;
  readonly importFile: (path: string) => Promise<Result<ImportSummary, Problem>>;
};

/** What the inbox has to say for itself: the newest matters, and what went wrong. */
export type InboxNews = {
  readonly at: Millis;
  readonly name: string;
  readonly sentence: string;
  readonly refused: boolean;
};

export type InboxWatch = {
  /** One look into the folder; imports what has lain there unchanged for a while. Never throws. */
  look(): Promise<void>;
  /** The latest files, newest first. */
  news(): readonly InboxNews[];
  /** Why the folder itself cannot be read, while that is so. */
  trouble(): string | undefined;
};

/** A file that did not change for so long is taken to be whole. */
const settledAfterMs = 2_000;
/** Files imported in one look, so that other work gets its turn. */
const filesPerLookMax = 4;
/** After a failure that was not the file's, e.g. a full disk. */
const tryAgainAfterMs = 60_000;
const newsMax = 20;

/** Problems that are not the file's fault: it stays where it is and is tried again. */
const notTheFiles = /^(?:database-|disk-|installation-|import-running|import-interrupted|file-not-written|key-|seal-)/;

type Seen = { readonly bytes: number; readonly modifiedAt: Millis; readonly since: Millis; readonly notBefore: Millis };

/** Watches a folder by looking at it; whoever makes it calls `look` every second or so. */
export function watchInbox(deps: InboxDeps): InboxWatch {
  const seen = new Map<string, Seen>();
  const news: InboxNews[] = [];
  let trouble: string | undefined;
  const look = async (): Promise<void> => {
    try {
      const files = await deps.folder.files();
      for (const name of [...seen.keys()]) if (!files.some((file) => file.name === name)) seen.delete(name);
      const ready = files.filter((file) => isSettled(seen, file, deps.clock.now())).slice(0, filesPerLookMax);
      trouble = undefined;
      for (const file of ready) await take(deps, seen, news, file);
    } catch (cause) {
      const sentence = `The inbox ${deps.folder.path} cannot be read (${codeOf(cause)}).`;
      if (trouble === undefined) deps.log.error({ err: cause }, sentence);
      trouble = sentence;
    }
  };
  return { look, news: () => news, trouble: () => trouble };
}

/** Whether a file has been as it is for long enough, by our own clock: times on a network drive may be another's. */
function isSettled(seen: Map<string, Seen>, file: InboxFile, now: Millis): boolean {
  const before = seen.get(file.name);
  if (!before || before.bytes !== file.bytes || before.modifiedAt !== file.modifiedAt) {
    seen.set(file.name, { bytes: file.bytes, modifiedAt: file.modifiedAt, since: now, notBefore: 0 });
    return false;
  }
  return now - before.since >= settledAfterMs && now >= before.notBefore;
}

async function take(deps: InboxDeps, seen: Map<string, Seen>, news: InboxNews[], file: InboxFile): Promise<void> {
  const tell = (sentence: string, refused: boolean): void => {
    // What was said of a file before is no longer so.
    const others = news.filter(({ name }) => name !== file.name);
    news.splice(
      0,
      news.length,
      { at: deps.clock.now(), name: file.name, sentence, refused },
      ...others.slice(0, newsMax - 1),
    );
    deps.log[refused ? "warn" : "info"]({ room: "inbox", file: file.name }, sentence);
  };
  const later = (): void => {
    const { bytes, modifiedAt } = file;
    seen.set(file.name, { bytes, modifiedAt, since: 0, notBefore: deps.clock.now() + tryAgainAfterMs });
  };
  try {
    const result = await deps.importFile(file.path);
    if (!result.ok && notTheFiles.test(result.error.code)) {
      later();
      tell(`${file.name} waits in the inbox: ${result.error.sentence}`, true);
      return;
    }
    await settle(deps, file, result, tell);
  } catch (cause) {
    // Whoever put it there has taken it away again.
    if (codeOf(cause) === "ENOENT") return;
    later();
    deps.log.error(
      { room: "inbox", file: file.name, err: cause },
      `${file.name} waits in the inbox, because Millrace met an error of its own.`,
    );
    tell(`${file.name} waits in the inbox, because Millrace met an error of its own; the log tells more.`, true);
  }
}

function codeOf(cause: unknown): string {
  return String((cause as Partial<NodeJS.ErrnoException>).code ?? "unknown reason");
}

async function settle(
  deps: InboxDeps,
  file: InboxFile,
  result: Result<ImportSummary, Problem>,
  tell: (sentence: string, refused: boolean) => void,
): Promise<void> {
  if (!result.ok || result.value.state === "stopped") {
    const reason = result.ok ? `${result.value.brokenOff} What came before it is booked.` : refusalText(result.error);
    await deps.folder.take(file, "refused", `${reason}\n`);
    const own = `${file.name}: `;
    tell(`${file.name} was refused: ${reason.startsWith(own) ? reason.slice(own.length) : reason}`, true);
    return;
  }
  const { rows, seenBefore } = result.value;
  await deps.folder.take(file, "done", rows.refused > 0 ? refusedRowsText(result.value) : undefined);
  const what = seenBefore
    ? "was imported before; nothing changed"
    : `${rows.booked} rows booked, ${rows.known} already known, ${rows.refused} refused`;
  tell(`${file.name}: ${what}.`, rows.refused > 0 && !seenBefore);
}
