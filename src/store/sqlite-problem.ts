import { ProblemError, problem } from "../base/problem.ts";

type Known = { readonly sentence: (path: string) => string; readonly kept?: string; readonly fix: string };

/** What each failure of the embedded database means to a person. */
const known: Readonly<Record<string, Known>> = {
  SQLITE_NOTADB: {
    sentence: (path) => `The key does not open ${path}, or the file is not a Millrace database.`,
    kept: "The file was not changed.",
    fix: "Give the key that was made with it (MILLRACE_KEY_FILE, MILLRACE_KEY or MILLRACE_PASSPHRASE); there is no other way in.",
  },
  SQLITE_CORRUPT: {
    sentence: (path) => `${path} is damaged: a page fails its seal.`,
    kept: "Nothing was written.",
    fix: "Keep the file as it is, restore the newest back-up with `millrace restore`, and import again what came after it.",
  },
  SQLITE_READONLY: {
    sentence: (path) => `${path} cannot be written: the file, its folder or its disk is read-only.`,
    kept: "Everything booked before is kept.",
    fix: "Give this user write access to the data directory, or mount the disk writable.",
  },
  SQLITE_FULL: {
    sentence: (path) => `The disk that holds ${path} is full.`,
    kept: "The last commit is kept whole; nothing was half-written.",
    fix: "Free some space and run the same command again: it goes on where it stopped.",
  },
  SQLITE_IOERR: {
    sentence: (path) => `The disk failed while ${path} was being read or written.`,
    kept: "The last commit is kept whole.",
    fix: "Check the disk (`millrace doctor`), then run the same command again.",
  },
  SQLITE_CANTOPEN: {
    sentence: (path) => `${path} cannot be opened: it does not exist, or this user may not open it.`,
    fix: "Run `millrace init` first, or set MILLRACE_DATA_DIR to the directory that holds it.",
  },
  SQLITE_BUSY: {
    sentence: (path) => `Another process is writing to ${path} and did not finish in time.`,
    kept: "Nothing of this command was written.",
    fix: "Wait for the other command to finish, then run this one again.",
  },
};

/** Turns a driver error that a person can do something about into a `ProblemError`; everything else passes unchanged. */
export function translateSqliteError(cause: unknown, path: string): unknown {
  const code = sqliteCode(cause);
  const family = code && Object.keys(known).find((name) => code === name || code.startsWith(`${name}_`));
  const entry = family ? known[family] : undefined;
  if (!family || !entry) return cause;
  const more = entry.kept ? { kept: entry.kept, fix: entry.fix } : { fix: entry.fix };
  return new ProblemError(problem(family.toLowerCase().replace("sqlite_", "database-"), entry.sentence(path), more), { cause });
}

/** The driver's error code ("SQLITE_CONSTRAINT_TRIGGER"), or undefined when it is no such error. */
export function sqliteCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code = (cause as { code?: unknown }).code;
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : undefined;
}
