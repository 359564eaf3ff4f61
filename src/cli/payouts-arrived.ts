import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { findPayout } from "../operations/find-payout.ts";
import { knownPayouts } from "../operations/known-payouts.ts";
import { recordArrival } from "../operations/record-arrival.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { bookedText } from "./text/story-text.ts";
import { withDesk } from "./with-desk.ts";

type Options = CommonOptions & {
  readonly at: string;
  readonly bank: string;
  readonly amount: string;
  readonly currency: string;
  readonly rate?: string;
  readonly fee?: string;
};

/** `millrace payouts arrived` */
export function defineArrived(payouts: Command, context: CliContext): void {
  const arrived = withCommon(payouts.command("arrived"))
    .description(
      "Books that a payout reached your bank, so that it is no longer on its way. In another currency, what arrived above or below --rate becomes gain or loss; without --rate, what arrived is the rate.",
    )
    .argument("<key>", "the payout's id as the list shows it, or its key such as stripe/payout/po_123")
    .requiredOption("--at <day>", "the day it arrived, such as 2026-11-09, or today")
    .requiredOption("--bank <name>", "short name of the bank, such as kcb")
    .requiredOption("--amount <amount>", "what arrived, before what the bank kept for itself")
    .requiredOption("--currency <code>", "in which currency")
    .option("--rate <rate>", "units of that currency for one unit of the payout's")
    .option("--fee <amount>", "what the bank kept for itself")
    .action((key: string, options: Options) => arrived_(key, options, context));
  withExamples(
    arrived,
    "millrace payouts arrived stripe/payout/po_123 --at today --bank kcb --amount 130.75 --currency USD",
    "millrace payouts arrived stripe/payout/po_124 --at 2026-11-09 --bank kcb --amount 16870.67 --currency KES --rate 129.50 --fee 500.00",
  );
}

async function arrived_(typed: string, options: Options, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const known = findPayout(await knownPayouts(workplace.store, book), typed);
    const key = known.ok ? known.value.objectKey : typed;
    const { at, bank, amount, currency, rate, fee } = options;
    const recorded = await recordArrival(workplace, book, key, { at, bank, amount, currency, rate, fee });
    if (!recorded.ok) throw new ProblemError(recorded.error);
    const { changed, booked } = recorded.value;
    if (options.json) sayJson(context.out, { payout: key, changed, booked });
    else {
      sayLine(
        context.out,
        changed ? `The arrival of ${key} is booked.` : `This is booked already; nothing was changed.`,
      );
      context.out.write(bookedText(booked, book.timeZone, paintFor(context.out), context.out.columns));
    }
  });
}
