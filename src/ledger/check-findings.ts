/** One thing a check found. */
export type Finding = {
  /** `wrong`: the books are not sound. `open`: nothing is wrong, something is not finished. */
  readonly kind: "wrong" | "open";
  /** Stable, for scripts. */
  readonly code: string;
  /** Which txn, account or currency. */
  readonly where: string;
  readonly sentence: string;
};

/** Findings that are kept; a damaged database can have as many as it has rows. */
const keptMax = 1_000;

/** Gathers findings and counts those beyond what is kept. */
export class CheckFindings {
  readonly kept: Finding[] = [];
  leftOut = 0;
  wrong = 0;

  add(kind: Finding["kind"], code: string, where: string, sentence: string): void {
    if (kind === "wrong") this.wrong += 1;
    if (this.kept.length < keptMax) this.kept.push({ kind, code, where, sentence });
    else this.leftOut += 1;
  }
}
