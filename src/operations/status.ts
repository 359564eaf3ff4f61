import { counted } from "../domain/text/amount-text.ts";
import { dayIn, dayText, nextDay, parseDay } from "../domain/time/day.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { buildReport } from "../insight/report/build-report.ts";
import { completenessInWords, headline } from "../insight/report/in-words.ts";
import type { Period, Report } from "../insight/report/report.ts";
import { type Book, listBooks } from "../store/book.ts";
import { type FileImport, listImports } from "../store/file-import.ts";
import { bookedDays } from "../store/rollup.ts";
import { readSetting } from "../store/setting.ts";
import { lastBackupSetting } from "../upkeep/back-up.ts";
import { accountMatters } from "./account-matters.ts";
import { accountStatus } from "./account-status.ts";
import { actionMatters } from "./action-matters.ts";
import { alertMatters } from "./alert-matters.ts";
import type { EngineFacts } from "./engine-facts.ts";
import { jobMatters } from "./job-matters.ts";
import type { Matter } from "./matter.ts";
import { platformMatters } from "./platform-matters.ts";
import { type PlatformStatus, platformStatus } from "./platform-status.ts";
import type { Workplace } from "./workplace.ts";

export type ImportStatus = {
  readonly id: string;
  readonly file: string;
  readonly source: string;
  readonly state: FileImport["state"];
  readonly rows: FileImport["counts"];
  /** ISO UTC. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
};

/** One business as the status tells it. */
export type BookStatus = {
  readonly slug: string;
  readonly name: string;
  readonly homeCurrency: string;
  readonly timeZone: string;
  /** This month so far, or the newest month that has anything booked. */
  readonly month: Report;
  readonly monthIsCurrent: boolean;
  readonly headline: string;
  readonly completeness: string;
  readonly completenessReasons: readonly string[];
  readonly imports: readonly ImportStatus[];
  readonly importsTotal: number;
  readonly platforms: readonly PlatformStatus[];
};

/** The engine at a glance. All moments ISO UTC. */
export type Status = {
  readonly state: "running";
  /** Whether this is the demo shop: made-up buyers, kept apart from the owner's books. */
  readonly demo: boolean;
  readonly version: string;
  readonly startedAt: string;
  readonly now: string;
  readonly dataDir: string;
  readonly database: string;
  readonly inbox: string;
  readonly log: string;
  readonly books: readonly BookStatus[];
  readonly matters: readonly Matter[];
};

const importsShownMax = 8;
const dayMs = 86_400_000;
/** A back-up older than this is told. */
const backupAgeMaxDays = 7;

/** Gathers what a person wants to see first: what was earned, how complete it is, what is wrong, where the data lies. */
export async function gatherStatus(workplace: Workplace, facts: EngineFacts, demo = false): Promise<Status> {
  const { store, clock, installation } = workplace;
  const now = clock.now();
  const books: BookStatus[] = [];
  const matters: Matter[] = facts.warnings.map(({ code, sentence, fix }) => ({
    code,
    sentence,
    ...(fix ? { fix } : {}),
  }));
  for (const sentence of facts.troubles()) matters.push({ code: "engine-trouble", sentence });
  for (const { sentence, refused } of facts.inboxNews()) if (refused) matters.push({ code: "inbox-refused", sentence });
  for (const book of await listBooks(store)) {
    const imports = await listImports(store, book.id);
    const status = await bookStatus(workplace, book, imports);
    books.push(status);
    matters.push(...platformMatters(status.platforms, book.timeZone), ...bookMatters(status, imports));
    matters.push(...accountMatters(await accountStatus(workplace, book), now, book.timeZone));
  }
  matters.push(
    ...(await actionMatters(workplace)),
    ...(await jobMatters(workplace)),
    ...(await alertMatters(store, books[0]?.timeZone ?? "UTC")),
  );
  if (!demo && books.some((book) => book.importsTotal > 0 || book.platforms.length > 0))
    matters.push(...backupMatter(await readSetting(store, lastBackupSetting), now));
  return {
    state: "running",
    demo,
    version: facts.version,
    startedAt: isoTime(facts.startedAt),
    now: isoTime(now),
    dataDir: installation.dataDir,
    database: installation.where,
    inbox: facts.inboxPath,
    log: facts.logPath,
    books,
    matters,
  };
}

async function bookStatus(workplace: Workplace, book: Book, imports: readonly FileImport[]): Promise<BookStatus> {
  const { store, clock } = workplace;
  const now = clock.now();
  const thisMonth = dayIn(book.timeZone)(now).slice(0, 7);
  const booked = await bookedDays(store, book.id);
  const shown = booked && booked.to.slice(0, 7) < thisMonth ? booked.to.slice(0, 7) : thisMonth;
  const month = await buildReport(store, book, monthOf(shown), "source", now);
  const words = completenessInWords(month);
  return {
    slug: book.slug,
    name: book.name,
    homeCurrency: book.homeCurrency,
    timeZone: book.timeZone,
    month,
    monthIsCurrent: shown === thisMonth,
    headline: headline(month),
    completeness: words.sentence,
    completenessReasons: words.reasons,
    imports: imports.slice(-importsShownMax).reverse().map(importStatus),
    importsTotal: imports.length,
    platforms: await platformStatus(workplace, book),
  };
}

/** Both ends of a month, `YYYY-MM`. */
function monthOf(month: string): Period {
  const from = `${month}-01`;
  let days = (parseDay(from) ?? 0) + 27;
  while (nextDay(dayText(days)).startsWith(month)) days += 1;
  return { from, to: dayText(days) };
}

/** An import as it is shown and printed. */
export function importStatus(one: FileImport): ImportStatus {
  return {
    id: one.id.toString(),
    file: one.fileName,
    source: one.source,
    state: one.state,
    rows: one.counts,
    startedAt: isoTime(one.startedAt),
    finishedAt: one.finishedAt === undefined ? null : isoTime(one.finishedAt),
  };
}

function bookMatters(book: BookStatus, imports: readonly FileImport[]): Matter[] {
  const matters: Matter[] = [];
  for (const one of imports) {
    const again = "Import the whole file again; what is known is not counted twice.";
    if (one.state === "stopped") {
      matters.push({ code: "import-stopped", sentence: `${one.fileName} broke off before its end.`, fix: again });
    }
    if (one.counts.refused > 0) {
      const sentence = `${counted(one.counts.refused, "row")} of ${one.fileName} ${one.counts.refused === 1 ? "was" : "were"} refused.`;
      matters.push({ code: "rows-refused", sentence, fix: `millrace imports refused ${one.id} shows why.` });
    }
  }
  const waiting = book.month.completeness.incompleteSales;
  if (waiting > 0) {
    const sentence = `${counted(waiting, "sale is", "sales are")} known but cannot be booked yet, because something is missing.`;
    matters.push({ code: "sales-incomplete", sentence, fix: "millrace sales list --status incomplete names them." });
  }
  return matters;
}

function backupMatter(setting: string | undefined, now: number): Matter[] {
  const fix = "millrace backup <file> makes one while the engine runs.";
  if (setting === undefined) return [{ code: "backup-missing", sentence: "No back-up was made yet.", fix }];
  const { madeAt } = JSON.parse(setting) as { readonly madeAt: number };
  const days = Math.floor((now - madeAt) / dayMs);
  return days > backupAgeMaxDays
    ? [{ code: "backup-old", sentence: `The newest back-up is ${days} days old.`, fix }]
    : [];
}
