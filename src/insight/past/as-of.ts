import type { Amount } from "../shown/amount.ts";

/** A payout as it stood at a moment. */
export type PastPayout = {
  readonly key: string;
  readonly source: string;
  /** When it was first heard of, ISO UTC. */
  readonly knownSince: string;
  /** What the books had sent out of the platform by then, and what had arrived. */
  readonly sent: readonly Amount[];
  readonly arrived: readonly Amount[];
};

/** An action as it stood at a moment. */
export type PastAction = {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly reason: string;
  readonly proposedAt: string;
  /** Its state then, since when, and who brought it there. */
  readonly state: string;
  readonly since: string;
  readonly by: string;
  readonly why: string;
};

/** A human step that waited at a moment. */
export type PastStep = {
  readonly id: string;
  readonly title: string;
  readonly since: string;
  readonly dueAt: string | null;
};

export type PastInbox = {
  readonly asOf: string;
  readonly actions: readonly PastAction[];
  readonly steps: readonly PastStep[];
};

/** The end of the audit chain at a moment. */
export type PastAuditHead = {
  readonly asOf: string;
  readonly size: number;
  /** Hex; 64 zeros while it was empty. */
  readonly head: string;
};
