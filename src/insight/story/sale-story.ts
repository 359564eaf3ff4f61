import type { SaleLine } from "../sales/sale-line.ts";
import type { Amount } from "../shown/amount.ts";

/** A step of a sale's way, in the order in which it happened. */
export type StoryStep = {
  readonly kind: "seen" | "booked" | "refunded" | "disputed" | "changed" | "paid-out" | "arrived" | "waits";
  /** "Booked" */
  readonly title: string;
  /** One or two sentences. */
  readonly sentence: string;
  /** ISO UTC. */
  readonly at: string;
  /** What moved, by name; amounts are signed as the seller feels them. */
  readonly moves: readonly StoryMove[];
  /** What is the seller's after this step. */
  readonly yours: Amount | null;
  /** Where a step leads: an object, a payout, a link of the audit chain. */
  readonly payout?: string;
  /** The whole payout, where this step is about one: its lines, what it came to where that is known, and its moment. */
  readonly whole?: { readonly lines: number; readonly amount: Amount | null; readonly at: string };
  readonly auditLink?: number;
  /** What is still to be settled; below zero what is taken back. Only where the step waits for a payout. */
  readonly open?: Amount;
};

/** One movement of money; `meaning` is its code, such as "fee-platform", from and to are accounts. */
export type StoryMove = {
  readonly name: string;
  readonly meaning: string;
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly amount: Amount;
};

/** A line of "what you keep"; the last, whose meaning is "kept", is the sum of those before it. */
export type KeptLine = { readonly name: string; readonly meaning: string; readonly amount: string };

/** One raw thing that was seen. */
export type Evidence = {
  /** 1 for the first. */
  readonly number: number;
  readonly source: string;
  /** poll, file, report, webhook or manual. */
  readonly kind: string;
  /** "Looked up at gumroad", or the file and its lines. */
  readonly how: string;
  readonly file?: string;
  readonly lineFrom?: number;
  readonly lineTo?: number;
  /** When it was received and the moment it speaks for, ISO UTC. */
  readonly receivedAt: string;
  readonly speaksFor: string;
  /** Size as received; null when it was erased with its buyer. */
  readonly bytes: number | null;
  /** SHA-256 of the body, hex. */
  readonly fingerprint: string;
  /** The link of the audit chain that was written with it; null where nothing was booked for it. */
  readonly auditLink: number | null;
  /** The fields as received, in their order; a buyer's stand as "hidden". Null when it was erased. */
  readonly fields:
    | readonly {
        readonly line: number;
        readonly name: string;
        readonly value: string;
        /** What was read from it: "29.00 USD"; absent where it was not used or nobody can tell. */
        readonly readAs?: string;
      }[]
    | null;
  /** Rows beyond those shown. */
  readonly moreRows: number;
};

export type SaleStory = {
  readonly asOf: string;
  readonly past: boolean;
  readonly sale: SaleLine;
  /** "Partly refunded." */
  readonly sentence: string;
  readonly steps: readonly StoryStep[];
  readonly kept: readonly KeptLine[];
  /** Where the money of this sale is now; sums to what is kept. */
  readonly where: readonly {
    readonly place: string;
    /** In the bank, on its way there, or still at the source. */
    readonly at: "bank" | "way" | "source";
    readonly amount: Amount;
  }[];
  readonly evidence: readonly Evidence[];
  /** What is known, by name, in major units; null at a moment of the past at which it is not known any more. */
  readonly known: Readonly<Record<string, string>> | null;
  /** Absent unless asked for, which is written to the audit record. */
  readonly buyer?:
    | { readonly name?: string; readonly email?: string; readonly platformId?: string }
    | "erased"
    | "not named";
};
