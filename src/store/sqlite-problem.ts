import { ProblemError, problem } from "../base/problem.ts";

type Known = {
  readonly code: string;
  readonly sentence: (path: string) => string;
  readonly kept?: string;
  readonly fix: string;
};

const lastCommitKept = "The last commit is kept whole; nothing was half-written.";

/** What each failure of the embedded database means to a person. A longer name is looked up before its family. */
const known: Readonly<Record<string, Known>> = {
  SQLITE_NOTADB: {
    code: "database-wrong-key",
    sentence: (path) => `The key does not open ${path}.`,
    kept: "The file was not changed.",
    fix: "Give the key that was made with it (MILLRACE_KEY_FILE, MILLRACE_KEY or MILLRACE_PASSPHRASE); there is no other way in. If the key is surely right, the file's first page is damaged: restore a back-up.",
  },
  SQLITE_CORRUPT: {
    code: "database-corrupt",
    sentence: (path) => `${path} is damaged: a page fails its seal.`,
    kept: "Nothing was written.",
    fix: "Keep the file as it is, restore the newest back-up with `millrace restore`, and import again what came after it.",
  },
  SQLITE_READONLY_DBMOVED: {
    code: "database-moved",
    sentence: (path) => `${path} was moved or replaced while it was open.`,
    kept: "Everything booked before is in the file that was moved.",
    fix: "Stop Millrace, put the right file in place, and start again.",
  },
  SQLITE_READONLY: {
    code: "database-readonly",
    sentence: (path) => `${path} cannot be written: the file, its folder or its disk is read-only.`,
    kept: "Everything booked before is kept.",
    fix: "Give this user write access to the data directory, or mount the disk writable.",
  },
  SQLITE_FULL: {
    code: "database-full",
    sentence: (path) => `The disk that holds ${path} is full.`,
    kept: lastCommitKept,
    fix: "Free some space and run the same command again: it goes on where it stopped.",
  },
  SQLITE_IOERR_SHMSIZE: {
    code: "database-full",
    sentence: (path) => `The disk that holds ${path} has no room for the files that SQLite keeps beside it.`,
    kept: lastCommitKept,
    fix: "Free some space and run the same command again: it goes on where it stopped.",
  },
  SQLITE_IOERR: {
    code: "database-ioerr",
    sentence: (path) => `The disk failed while ${path} was being read or written.`,
    kept: "The last commit is kept whole.",
    fix: "Check the disk and its free space (`millrace doctor`), then run the same command again.",
  },
  SQLITE_CANTOPEN: {
    code: "database-cantopen",
    sentence: (path) => `${path} cannot be opened: it does not exist, or this user may not open it.`,
    fix: "Run `millrace init` first, or set MILLRACE_DATA_DIR to the directory that holds it.",
  },
  SQLITE_BUSY: {
    code: "database-busy",
    sentence: (path) => `Another process is writing to ${path} and did not finish in time.`,
    kept: "Nothing of this command was written.",
    fix: "Wait for the other command to finish, then run this one again.",
  },
  SQLITE_PROTOCOL: {
    code: "database-busy",
    sentence: (path) =>
      `${path} could not be locked: too many processes open it at once, or its disk does not support locks.`,
    kept: "Nothing of this command was written.",
    fix: "Keep the data directory on a local disk (not a network share) and run the command again.",
  },
  SQLITE_NOMEM: {
    code: "database-no-memory",
    sentence: () => "There was not enough memory for this query.",
    kept: lastCommitKept,
    fix: "Close other programs, or run the command on a shorter period.",
  },
  SQLITE_TOOBIG: {
    code: "database-too-big",
    sentence: () => "One value is larger than the database can hold (1 GB).",
    kept: lastCommitKept,
    fix: "Look at the named record: nothing that a platform reports is so large.",
  },
};

/** Turns a driver error that a person can do something about into a `ProblemError`; everything else passes unchanged. */
export function translateSqliteError(cause: unknown, path: string): unknown {
  const missingFolder = cause instanceof TypeError && /directory does not exist/.test(cause.message);
  const code = missingFolder ? "SQLITE_CANTOPEN" : sqliteCode(cause);
  const entry = code ? knownFor(code) : undefined;
  if (!entry) return cause;
  const more = entry.kept ? { kept: entry.kept, fix: entry.fix } : { fix: entry.fix };
  return new ProblemError(problem(entry.code, entry.sentence(path), more), { cause });
}

function knownFor(code: string): Known | undefined {
  const family = code.split("_").slice(0, 2).join("_");
  return known[code] ?? known[family];
}

/** The driver's error code ("SQLITE_CONSTRAINT_TRIGGER"), or undefined when it is no such error. */
export function sqliteCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code = (cause as { code?: unknown }).code;
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : undefined;
}
