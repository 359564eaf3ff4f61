import type { Proof } from "../../domain/payout/prove-payout.ts";
import { type StatedLine, sortOf } from "../../domain/payout/stated-line.ts";

/** What happened to the money of a payout on its way from its sales to the bank. */
export type RaceStepName =
  | "sales"
  | "fees"
  | "refunds"
  | "fees-returned"
  | "disputes"
  | "disputes-won"
  | "partners"
  | "charges"
  | "adjustments"
  | "paid-elsewhere"
  | "payout-fee"
  | "paid-out"
  | "in-your-bank";

/** Amounts in minor units; `left` is what is left after the step. */
export type RaceStep = {
  readonly step: RaceStepName;
  /** Lines it is made of; 0 where it is no sum of lines. */
  readonly lines: number;
  readonly amount: bigint;
  readonly left: bigint;
};

type Sum = { amount: bigint; lines: number };

const order: readonly RaceStepName[] = [
  "sales",
  "fees",
  "refunds",
  "fees-returned",
  "disputes",
  "disputes-won",
  "partners",
  "charges",
  "adjustments",
  "paid-elsewhere",
];

/**
 * From sales to the bank, step by step, out of the lines that the platform states; what moved nothing is left out. The
 * steps before "paid-out" add up to what the lines come to. `fee` is what the platform kept for sending it, `sent` what
 * left it after that, `arrived` what was counted in.
 */
export function payoutRace(
  { matches, currency }: Pick<Proof, "matches" | "currency">,
  { fee, sent, arrived }: { readonly fee: bigint; readonly sent: bigint; readonly arrived: bigint | undefined },
): readonly RaceStep[] {
  const sums = new Map<RaceStepName, Sum>();
  for (const { line } of matches) if (line.currency === currency) for (const part of partsOf(line)) add(sums, part);
  const steps: RaceStep[] = [];
  let left = 0n;
  for (const step of order) {
    const sum = sums.get(step);
    if (!sum || sum.amount === 0n) continue;
    left += sum.amount;
    steps.push({ step, ...sum, left });
  }
  if (fee !== 0n) steps.push({ step: "payout-fee", lines: 0, amount: -fee, left: left - fee });
  steps.push({ step: "paid-out", lines: 0, amount: sent, left: sent });
  if (arrived !== undefined) steps.push({ step: "in-your-bank", lines: 0, amount: arrived, left: arrived });
  return steps;
}

type Part = { readonly step: RaceStepName; readonly amount: bigint; readonly lines: number };

/** A line that names no price or no fees is all price; what neither of them holds went to partners. */
function partsOf(line: StatedLine): readonly Part[] {
  const sort = sortOf(line);
  if (sort !== "sale" && sort !== "refund") return [{ step: wholes[sort], amount: line.net, lines: 1 }];
  const fees = line.fees ?? 0n;
  const gross = line.gross ?? line.net - fees;
  return [
    { step: sort === "sale" ? "sales" : "refunds", amount: gross, lines: 1 },
    { step: sort === "sale" ? "fees" : "fees-returned", amount: fees, lines: 0 },
    { step: "partners", amount: line.net - gross - fees, lines: 0 },
  ];
}

const wholes = {
  chargeback: "disputes",
  "dispute-credit": "disputes-won",
  affiliate: "partners",
  fee: "charges",
  adjustment: "adjustments",
  "paid-elsewhere": "paid-elsewhere",
} as const;

function add(sums: Map<RaceStepName, Sum>, { step, amount, lines }: Part): void {
  const sum = sums.get(step) ?? { amount: 0n, lines: 0 };
  sums.set(step, { amount: sum.amount + amount, lines: sum.lines + lines });
}
