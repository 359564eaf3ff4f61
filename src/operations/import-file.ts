import { sha256, toHex } from "../base/hash.ts";
import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { dayIn } from "../domain/time/day.ts";
import type { HeaderCandidate } from "../intake/csv/find-header.ts";
import { type OpenedCsv, openCsv } from "../intake/csv/open-csv.ts";
import { fingerprintFile } from "../intake/files/fingerprint-file.ts";
import { type FileLook, lookAtFile } from "../intake/files/look-at-file.ts";
import { openFileBytes } from "../intake/files/open-file-bytes.ts";
import { rehearse } from "../intake/import/rehearse.ts";
import { type ImportDeps, type ImportFile, runImport } from "../intake/import/run-import.ts";
import type { ImportSummary } from "../intake/import/summary.ts";
import { type ChosenProfile, chooseProfile } from "../intake/profiles/choose-profile.ts";
import type { FileProfile } from "../spec/file-profile.ts";
import type { Book } from "../store/book.ts";
import type { Store } from "../store/handle.ts";
import { currencyProblem, timeZoneProblem } from "./check-book-settings.ts";
import type { Workplace } from "./workplace.ts";

/** What a person says about a file beside its path; everything may be left out. */
export type ImportChoices = {
  /** The id of a layout, where the header is not to decide. */
  readonly as?: string | undefined;
  /** The text of a mapping file (JSON). */
  readonly mapping?: string | undefined;
  /** For files that name no currency. */
  readonly currency?: string | undefined;
  /** Refuse layouts that are only guessed, where nobody looks at the guess. */
  readonly onlyKnown?: boolean | undefined;
  /** For times without a zone; the book's own when left out. */
  readonly timeZone?: string | undefined;
  /** Another name for the platform, for a second shop on the same one. */
  readonly source?: string | undefined;
  /** Do everything and undo it again. */
  readonly dryRun?: boolean | undefined;
  /** Ends the import behind the commit that is under way. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
};

/** How far an import is: of the file's bytes on the disk, and in rows read. */
export type ImportProgress = { readonly bytes: number; readonly bytesTotal: number; readonly rows: number };

export type ImportOutcome = {
  readonly summary: ImportSummary;
  /** The layout, for people. */
  readonly layout: string;
  /** What was understood of the file, where that was a guess or a mapping. */
  readonly understood: readonly string[];
  readonly dryRun: boolean;
};

/** Imports one file into a book, or rehearses it. The error is for files of which nothing could be read. */
export async function importFile(
  workplace: Workplace,
  book: Book,
  path: string,
  choices: ImportChoices = {},
): Promise<Result<ImportOutcome, Problem>> {
  const profiles = checkedProfiles(workplace, choices);
  if (!profiles.ok) return profiles;
  const look = lookAtFile(path);
  if (!look.ok) return look;
  try {
    const fingerprint = await fingerprintFile(path);
    const progress = { bytes: 0, bytesTotal: look.value.bytes, rows: 0 };
    const bytes = openFileBytes(path, (count) => {
      progress.bytes += count;
    });
    const csv = await openCsv(bytes);
    if (!csv.ok) return err(nameFile(csv.error, look.value.name));
    const chosen = chooseProfile(
      csv.value.candidates,
      profiles.value,
      choices.mapping === undefined ? choices.as : undefined,
    );
    if (!chosen.ok) {
      await csv.value.close();
      return err(nameFile(chosen.error, look.value.name));
    }
    if (choices.onlyKnown && chosen.value.certainty < knownCertainty) {
      await csv.value.close();
      return err(nameFile(guessed(chosen.value), look.value.name));
    }
    const file = fileToImport(workplace, book, choices, {
      look: look.value,
      hash: fingerprint.sha256,
      csv: csv.value,
      chosen: chosen.value,
    });
    try {
      return await runOrRehearse(workplace, book, file, chosen.value, choices, progress);
    } finally {
      // A file that was imported before is not read to its end.
      await csv.value.close();
    }
  } catch (cause) {
    if (cause instanceof ProblemError) return err(cause.problem);
    throw cause;
  }
}

/** Below it a layout is a guess by the names of columns. */
const knownCertainty = 0.5;

function guessed({ profile }: ChosenProfile): Problem {
  return problem(
    "layout-guessed",
    `its layout is none that is known here and could only be guessed (${profile.title}).`,
    {
      fix: "Look at the guess with `millrace import <file> --dry-run`, then import it with `millrace import <file>`.",
    },
  );
}

const sourcePattern = /^[a-z][a-z0-9-]{0,39}$/;

/** The layouts that come into question, once everything said beside the file has proved sound. */
function checkedProfiles(workplace: Workplace, choices: ImportChoices): Result<readonly FileProfile[], Problem> {
  const { currency, timeZone, source, mapping } = choices;
  const wrong = (currency && currencyProblem(currency)) || (timeZone && timeZoneProblem(timeZone));
  if (wrong) return err(wrong);
  if (source !== undefined && !sourcePattern.test(source)) {
    return err(
      problem("source-name", `"${source}" cannot be the name of a source.`, {
        fix: "Use a small letter, then at most 39 small letters, digits and hyphens, for example etsy-second-shop.",
      }),
    );
  }
  const known = workplace.profiles;
  if (choices.as !== undefined && mapping === undefined && !known.some(({ id }) => id === choices.as)) {
    return err(
      problem("unknown-profile", `There is no file layout "${choices.as}".`, {
        fix: `Known are: ${known.map(({ id }) => id).join(", ")}.`,
      }),
    );
  }
  const mapped = mapping === undefined ? undefined : workplace.mappingProfile(mapping);
  if (mapped && !mapped.ok) return err(problem("mapping-wrong", mapped.error, { kept: "Nothing was booked." }));
  const all = mapped ? [mapped.value] : known;
  return ok(source === undefined ? all : all.map((profile) => ({ ...profile, source })));
}

function nameFile(found: Problem, fileName: string): Problem {
  return { ...found, sentence: `${fileName}: ${found.sentence}`, kept: found.kept ?? "Nothing was booked." };
}

type Opened = {
  readonly look: FileLook;
  readonly hash: string;
  readonly csv: OpenedCsv;
  readonly chosen: ChosenProfile;
};

/** Other choices make another import of the same file; what was not chosen leaves no trace in the options. */
function fileToImport(workplace: Workplace, book: Book, choices: ImportChoices, opened: Opened): ImportFile {
  const { look, hash, csv, chosen } = opened;
  const { source, mapping } = choices;
  return {
    fileName: look.name,
    fileHash: hash,
    asOf: Math.min(look.modifiedAt, workplace.clock.now()),
    profile: withSample(chosen),
    header: chosen.header.cells,
    options: {
      currency: choices.currency,
      timeZone: choices.timeZone ?? book.timeZone,
      ...(source === undefined ? {} : { source }),
      ...(mapping === undefined ? {} : { mapping: toHex(sha256(Buffer.from(mapping, "utf8"))).slice(0, 16) }),
    },
    items: () => csv.read(chosen.header),
    notes: () => csv.notes(),
    brokenOff: () => csv.brokenOff(),
  };
}

/** Layouts that go by a guess look at the first rows too. */
function withSample({
  profile,
  header,
}: {
  readonly profile: FileProfile;
  readonly header: HeaderCandidate;
}): FileProfile {
  const sample = header.sample();
  return { ...profile, open: (context) => profile.open({ sample, ...context }) };
}

async function runOrRehearse(
  workplace: Workplace,
  book: Book,
  file: ImportFile,
  chosen: ChosenProfile,
  choices: ImportChoices,
  progress: { bytes: number; bytesTotal: number; rows: number },
): Promise<Result<ImportOutcome, Problem>> {
  const dryRun = choices.dryRun ?? false;
  const run = (store: Store): Promise<Result<ImportSummary, Problem>> => {
    const deps: ImportDeps = {
      store,
      sealing: dryRun ? workplace.freshSealing() : workplace.sealing,
      context: { dayOf: dayIn(book.timeZone), ids: workplace.ids, actor: workplace.actor },
      now: () => workplace.clock.now(),
      onProgress: ({ rows, line }) => {
        progress.rows = rows;
        choices.onProgress?.({ ...progress });
        if (choices.signal?.aborted) throw new ProblemError(interrupted(file.fileName, line, dryRun));
      },
    };
    return runImport(deps, book, file);
  };
  const summary = await (dryRun ? rehearse(workplace.store, run) : run(workplace.store));
  if (!summary.ok)
    return err(summary.error.code === "import-needs" ? nameFile(summary.error, file.fileName) : summary.error);
  const understood = chosen.profile.describe?.(readingContext(file, chosen)) ?? [];
  return ok({ summary: summary.value, layout: chosen.profile.title, understood, dryRun });
}

function readingContext(file: ImportFile, chosen: ChosenProfile): Parameters<FileProfile["open"]>[0] {
  const { fileName, fileHash, header, options } = file;
  return { header, ...options, fileName, fileHash: fileHash.slice(0, 16), sample: chosen.header.sample() };
}

function interrupted(fileName: string, line: number, dryRun: boolean): Problem {
  if (dryRun)
    return problem("import-interrupted", `The rehearsal of ${fileName} was stopped.`, { kept: "Nothing was booked." });
  return problem("import-interrupted", `The import of ${fileName} was stopped behind line ${line}.`, {
    kept: "Everything up to there is booked.",
    fix: "Run the same command again: it goes on from there, and nothing is counted twice.",
  });
}
