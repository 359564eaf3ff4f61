import { appendLeaf, encodeFrontier, frontierRoot } from "../domain/audit/merkle.ts";
import { postAction } from "../domain/audit/post-batch.ts";
import { trialBalanceHashes } from "../domain/audit/trial-balance.ts";
import type { AuditRow } from "../store/audit-log.ts";
import type { BooksWalk } from "./books-walk.ts";
import type { Findings } from "./findings.ts";
import { linkFault } from "./link-fault.ts";
import type { Mark, Marks } from "./marks.ts";
import type { WalkStart } from "./walk-start.ts";

/** The walk along the chain: where it stands, and what it meets there. */
export class ChainWalk {
  readonly #findings: Findings;
  readonly #books: BooksWalk;
  readonly #marks: Marks;
  readonly #position: WalkStart;
  /** Whether roots can still be compared: not after a gap. */
  #whole = true;
  /** The last size at which everything that vouches for it agreed. */
  #agreed: number;
  #disagreed = new Set<boolean>();
  seq: number;
  entries = 0;

  constructor(start: WalkStart, findings: Findings, books: BooksWalk, marks: Marks) {
    this.#position = start;
    this.#findings = findings;
    this.#books = books;
    this.#marks = marks;
    this.seq = start.frontier.size;
    this.#agreed = this.seq;
  }

  get head(): Uint8Array {
    return this.#position.head;
  }

  /** Checks one entry; true when it pins txns, which are to be followed. */
  step(row: AuditRow): boolean {
    const fault = linkFault(row, BigInt(this.seq) + 1n, this.#position.head);
    if (fault) {
      this.#findings.add(fault.kind, fault.sentence, row.seq);
      if (fault.kind === "missing-entries") this.#whole = false;
      const own = fault.kind === "changed-entry" ? undefined : linkFault(row, row.seq, row.prevHash);
      if (own) this.#findings.add(own.kind, own.sentence, row.seq);
    }
    appendLeaf(this.#position.frontier, row.hash);
    this.#position.head = row.hash;
    this.seq = Number(row.seq);
    this.entries += 1;
    return row.action === postAction;
  }

  /** Compares everything that vouches for the log at the size reached. */
  async checkMarks(): Promise<void> {
    while (this.#marks.nextSize <= this.seq) {
      const marks = await this.#marks.take();
      if (this.#whole) for (const mark of marks) this.#checkMark(mark);
    }
  }

  /** Whatever vouches for more entries than there are proves that the newest ones were removed. */
  async checkEnd(): Promise<void> {
    while (this.#marks.nextSize !== Number.POSITIVE_INFINITY) {
      for (const { label, size } of await this.#marks.take()) {
        const gone = size - this.seq;
        const what = gone === 1 ? "the newest entry was" : `the newest ${gone} entries were`;
        this.#findings.add(
          "truncated",
          `${label} was made at ${size} entries, but the log ends at ${this.seq}: ${what} removed`,
          this.seq,
        );
      }
    }
  }

  #checkMark(mark: Mark): void {
    const { frontier, head } = this.#position;
    const same =
      Buffer.compare(frontierRoot(frontier), mark.body.root) === 0 && Buffer.compare(head, mark.body.head) === 0;
    if (!same) {
      // Every later one differs too; one of each kind tells all there is to tell.
      if (this.#disagreed.has(mark.outside)) return;
      this.#disagreed.add(mark.outside);
      const range =
        this.#agreed + 1 === mark.size
          ? `entry ${mark.size} is`
          : `one of the entries ${this.#agreed + 1} to ${mark.size} is`;
      this.#findings.add("checkpoint-differs", `${range} not what ${mark.label} was signed over`, mark.size);
      return;
    }
    if (this.#disagreed.size === 0) this.#agreed = mark.size;
    if (mark.frontier && Buffer.compare(mark.frontier, encodeFrontier(frontier)) !== 0) {
      this.#findings.add("checkpoint-differs", `the stored frontier of ${mark.label} was changed`, mark.size);
    }
    this.#checkTrialBalance(mark);
  }

  #checkTrialBalance(mark: Mark): void {
    if (!this.#books.complete) return;
    const expected = mark.body.trialBalance;
    const found = trialBalanceHashes(this.#books.totals.list());
    const currencies = [...new Set([...expected.keys(), ...found.keys()])].filter((currency) => {
      const [a, b] = [expected.get(currency), found.get(currency)];
      return !a || !b || Buffer.compare(a, b) !== 0;
    });
    if (currencies.length === 0) return;
    this.#findings.add(
      "trial-balance-differs",
      `the balances in ${currencies.join(", ")} were not those of the transfers when ${mark.label} was signed`,
      mark.size,
    );
  }
}
