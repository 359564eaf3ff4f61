import type { z } from "zod";
import type * as contract from "../../../../src/api/contract/payouts.ts";

export type Payout = z.infer<typeof contract.payout>;
export type PayoutsPage = z.infer<typeof contract.payoutsPage>;
export type Detail = z.infer<typeof contract.payoutDetail>;
export type Proof = z.infer<typeof contract.payoutProof>;
export type Break = z.infer<typeof contract.payoutBreak>;
export type Line = z.infer<typeof contract.payoutLine>;
export type LinesPage = z.infer<typeof contract.payoutLinesPage>;
export type Gaps = z.infer<typeof contract.payoutGaps>;

export const addressOf = (key: string): string => `/payouts/${encodeURIComponent(key)}`;
export const pathOf = (key: string, rest = ""): string => `/payouts/${encodeURIComponent(key)}${rest}`;
