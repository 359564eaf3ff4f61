import { type ActionKind, actionKinds, type KindRow } from "./kinds.ts";

/**
 * How much Millrace may do by itself. `off`: not even proposed. `propose`: shown, and done only when a person picks it.
 * `ask`: put before a person. `act`: done where the rules allow it and the day's budget has room.
 */
export const autonomyLevels = ["off", "propose", "ask", "act"] as const;
export type AutonomyLevel = (typeof autonomyLevels)[number];

/** `dry`: everything happens but the sending. */
export type Mode = "dry" | "live";

/** What the owner allows of one kind of action. */
export type Autonomy = {
  readonly level: AutonomyLevel;
  readonly mode: Mode;
  /** How many a day without a person's yes; absent: as many as the rules allow. */
  readonly countMax?: number;
  /** What they may cost a day at worst, in minor units of `currency`, without a person's yes. */
  readonly moneyMax?: bigint;
  readonly currency: string;
  /** Of how many percent of what strategies propose nothing is done, to compare with; absent: of nothing. */
  readonly holdOutPercent?: number;
};

/** Before the owner says anything: asked about everything that leaves, and nothing really leaves. */
export function usualAutonomy(kind: ActionKind, homeCurrency: string): Autonomy {
  const row: KindRow = actionKinds[kind];
  return row.outside
    ? { level: "ask", mode: "dry", currency: homeCurrency }
    : { level: "act", mode: "live", currency: homeCurrency };
}
