import { ProblemError, problem } from "../base/problem.ts";

type Known = {
  readonly code: string;
  readonly sentence: (where: string) => string;
  readonly kept?: string;
  readonly fix: string;
};

const nothingKept = "Nothing of this command was written; what was committed before is kept.";
const checkUrl = "Check the user, password, host and database name in MILLRACE_DATABASE_URL.";

const unreachable: Known = {
  code: "database-unreachable",
  sentence: (where) => `The PostgreSQL server at ${where} does not answer.`,
  kept: "Nothing was written.",
  fix: "Check that it runs and that host and port in MILLRACE_DATABASE_URL are right.",
};
const lost: Known = {
  code: "database-connection-lost",
  sentence: (where) => `The connection to the PostgreSQL server at ${where} was lost.`,
  kept: nothingKept,
  fix: "Check the server, then run the same command again: it goes on where it stopped.",
};
const refusedUser: Known = {
  code: "database-login",
  sentence: (where) => `The PostgreSQL server at ${where} refuses this user or password.`,
  kept: "Nothing was written.",
  fix: checkUrl,
};
const busy: Known = {
  code: "database-busy",
  sentence: (where) =>
    `Another process holds what this command needs in the database at ${where} and did not finish in time.`,
  kept: nothingKept,
  fix: "Wait for the other command to finish, then run this one again.",
};
const tls: Known = {
  code: "database-tls",
  sentence: (where) => `The certificate of the PostgreSQL server at ${where} cannot be trusted.`,
  kept: "Nothing was written.",
  fix: "Install the server's certificate authority on this machine; do not turn the check off.",
};

/** What each failure means to a person, by SQLSTATE, by its class (first two digits) or by the system's error name. */
const known: Readonly<Record<string, Known>> = {
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ECONNRESET: lost,
  EPIPE: lost,
  "08": lost,
  "57P01": lost,
  "57P02": lost,
  "57P03": {
    ...unreachable,
    sentence: (where) => `The PostgreSQL server at ${where} is starting up or shutting down.`,
  },
  "57P05": lost,
  "28000": refusedUser,
  "28P01": refusedUser,
  "3D000": {
    code: "database-missing",
    sentence: (where) => `The PostgreSQL server at ${where} has no database of that name.`,
    kept: "Nothing was written.",
    fix: "Make it with `createdb`, or correct the name in MILLRACE_DATABASE_URL.",
  },
  "42501": {
    code: "database-rights",
    sentence: (where) => `The database user at ${where} may not do this.`,
    kept: nothingKept,
    fix: "Let the owner of the database run `millrace init` or the upgrade; the engine itself needs only the role millrace_app.",
  },
  "53100": {
    code: "database-full",
    sentence: (where) => `The disk of the PostgreSQL server at ${where} is full.`,
    kept: nothingKept,
    fix: "Free some space there and run the same command again: it goes on where it stopped.",
  },
  "53200": {
    ...busy,
    code: "database-no-memory",
    sentence: (where) => `The PostgreSQL server at ${where} is out of memory.`,
  },
  "53300": {
    code: "database-connections",
    sentence: (where) => `The PostgreSQL server at ${where} has no connection left to give.`,
    kept: nothingKept,
    fix: "Close other programs that use it, or raise max_connections.",
  },
  "25006": {
    code: "database-readonly",
    sentence: (where) => `The database at ${where} is read-only: a stand-by, or a server told so.`,
    kept: nothingKept,
    fix: "Point MILLRACE_DATABASE_URL at the primary server.",
  },
  "55P03": busy,
  "40001": busy,
  "40P01": busy,
  XX001: {
    code: "database-corrupt",
    sentence: (where) => `The database at ${where} is damaged on its disk.`,
    kept: "Nothing was written.",
    fix: "Keep its files as they are, restore a back-up, and import again what came after it.",
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: tls,
  SELF_SIGNED_CERT_IN_CHAIN: tls,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls,
  CERT_HAS_EXPIRED: tls,
  ERR_TLS_CERT_ALTNAME_INVALID: tls,
};

/** Messages of the client that carry no code. */
const byMessage: readonly (readonly [RegExp, Known])[] = [
  [
    /Connection terminated due to connection timeout|timeout expired|timeout exceeded when trying to connect/i,
    unreachable,
  ],
  [/Connection terminated|Client has encountered a connection error|not queryable|Connection ended/i, lost],
  [
    /does not support SSL/i,
    {
      ...tls,
      sentence: (where) =>
        `The PostgreSQL server at ${where} does not speak TLS, which MILLRACE_DATABASE_URL asks for.`,
      fix: "Turn TLS on at the server, or ask for none on a connection that stays on this machine.",
    },
  ],
  [/password must be a string|no pg_hba/i, refusedUser],
];

/** Turns a server or network error that a person can do something about into a `ProblemError`; the rest passes unchanged. */
export function translatePostgresError(cause: unknown, where: string): unknown {
  const entry = knownFor(cause);
  if (!entry) return cause;
  const more = entry.kept ? { kept: entry.kept, fix: entry.fix } : { fix: entry.fix };
  return new ProblemError(problem(entry.code, entry.sentence(where), more), { cause });
}

/**
 * The connection broke while COMMIT was on its way: the server may or may not have kept the transaction. Only reading
 * it again by its idempotency key tells; the caller's next run does that.
 */
export function commitUnknown(cause: unknown, where: string): ProblemError {
  return new ProblemError(
    problem(
      "database-commit-unknown",
      `The connection to ${where} broke while a commit was on its way, so it is not known whether it was kept.`,
      {
        kept: "Everything committed before it is kept, and it itself is kept whole or not at all.",
        fix: "Run the same command again: what was already booked is recognised and not booked twice.",
      },
    ),
    { cause },
  );
}

/** Whether the connection itself is gone (as against a statement that was refused on a living connection). */
export function isConnectionLoss(cause: unknown): boolean {
  const entry = cause instanceof ProblemError ? cause.problem.code : knownFor(cause)?.code;
  return entry === lost.code || entry === unreachable.code;
}

function knownFor(cause: unknown): Known | undefined {
  if (!(cause instanceof Error) || cause instanceof ProblemError) return undefined;
  const code = String((cause as { code?: unknown }).code ?? "");
  const byCode = known[code] ?? (code.length === 5 ? known[code.slice(0, 2)] : undefined);
  if (byCode) return byCode;
  if (cause instanceof AggregateError) return cause.errors.map(knownFor).find((entry) => entry !== undefined);
  return byMessage.find(([pattern]) => pattern.test(cause.message))?.[1];
}
