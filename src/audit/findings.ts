/** What the verifier can find; stable, for scripts. */
export type FindingKind =
  | "missing-entries"
  | "broken-link"
  | "changed-entry"
  | "unreadable-batch"
  | "truncated"
  | "checkpoint-unreadable"
  | "checkpoint-differs"
  | "checkpoint-missing"
  | "checkpoint-unsigned"
  | "trial-balance-differs"
  | "missing-txn"
  | "unlogged-txn"
  | "changed-txn"
  | "changed-account"
  | "changed-currency"
  | "balance-differs"
  | "stray-row"
  | "changed-schema";

/** One thing that is not as it was written, and where. */
export type Finding = {
  readonly kind: FindingKind;
  /** The entry of the log at which it shows, where there is one. */
  readonly seq?: number;
  /** One sentence for people. */
  readonly sentence: string;
};

/** Collects findings: the first ones in full, the others as a number, so that a ruined log does not fill the memory. */
export class Findings {
  readonly #max: number;
  readonly #list: Finding[] = [];
  #count = 0;

  constructor(max: number) {
    this.#max = max;
  }

  add(kind: FindingKind, sentence: string, seq?: number | bigint): void {
    this.#count += 1;
    if (this.#list.length >= this.#max) return;
    const text = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
    this.#list.push(seq === undefined ? { kind, sentence: text } : { kind, seq: Number(seq), sentence: text });
  }

  get count(): number {
    return this.#count;
  }

  get list(): readonly Finding[] {
    return this.#list;
  }
}
