/** Statuses that problems are answered with. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 406 | 409 | 413 | 415 | 421 | 422 | 429 | 500 | 503;

const known: Readonly<Record<string, ProblemStatus>> = {
  "database-busy": 503,
  "books-unreadable": 503,
};

/** The status for a problem of an operation: it was understood, so 422 unless its code says more. */
export function problemStatus(code: string, own: Readonly<Record<string, number>> = {}): ProblemStatus {
  const said = own[code];
  if (said !== undefined) return said as ProblemStatus;
  const fixed = known[code];
  if (fixed !== undefined) return fixed;
  if (code.startsWith("unknown-") || code === "not-found") return 404;
  if (code.startsWith("ambiguous-")) return 409;
  return code.endsWith("-wrong") ? 400 : 422;
}
