import type { Command } from "commander";
import { listPayouts } from "../operations/list-payouts.ts";
import { payoutGaps } from "../operations/payout-gaps.ts";
import { showPayout } from "../operations/show-payout.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { defineArrived } from "./payouts-arrived.ts";
import { sayJson } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { arrivalJson, gapsJson, payoutJson, proofJson } from "./text/payout-json.ts";
import { gapsText, payoutsText, proofText } from "./text/payout-text.ts";
import { bookedText, storyJson, storyText } from "./text/story-text.ts";
import { withDesk } from "./with-desk.ts";

type ShowOptions = CommonOptions & { readonly lines?: boolean };

/** `millrace payouts` */
export function define(program: Command, context: CliContext): void {
  const payouts = program
    .command("payouts")
    .description("What platforms have sent on to your bank or wallet, and whether it is proved to the cent.");
  const list = withCommon(payouts.command("list", { isDefault: true }))
    .description("Lists payouts, newest first: where each is, and whether its lines, your books and it are equal.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace payouts list", "millrace payouts list --json");
  const show = withCommon(payouts.command("show"))
    .description("Proves one payout and tells its whole story: what it is made of, what differs, what is booked.")
    .argument("<id>", "its id as the list shows it, its key such as gumroad/payout/2026-11-06, or the end of either")
    .option("--lines", "every line it is made of")
    .action((id: string, options: ShowOptions) => show_(id, options, context));
  withExamples(show, "millrace payouts show po_123", "millrace payouts show stripe/payout/po_123 --lines");
  const gaps = withCommon(payouts.command("gaps"))
    .description("What is unexplained in all payouts, the oldest first, and what it comes to today.")
    .action((options: CommonOptions) => gaps_(options, context));
  withExamples(gaps, "millrace payouts gaps", "millrace payouts gaps --json");
  defineArrived(payouts, context);
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const payouts = await listPayouts(workplace.store, book);
    if (options.json) sayJson(context.out, { payouts: payouts.map(payoutJson) });
    else if (payouts.length === 0) context.out.write("No payout is known.\n");
    else context.out.write(payoutsText(payouts, book.timeZone, paintFor(context.out), context.out.columns));
  });
}

async function show_(id: string, options: ShowOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const { payout, proof, arrival, arrivals, ...story } = await showPayout(workplace, book, id);
    const lines = options.lines === true;
    if (options.json) {
      const arrived = arrivalJson(arrival, payout.currency);
      sayJson(context.out, { ...storyJson(story), arrived, proof: proofJson(proof, lines), arrivals });
      return;
    }
    const paint = paintFor(context.out);
    const { columns } = context.out;
    const told = { ...story, payout, proof, arrival, arrivals };
    const how = { zone: book.timeZone, now: context.clock.now(), lines };
    context.out.write(`${proofText(told, how, paint, columns)}\n`);
    context.out.write(storyText(story, book.timeZone, paint, columns));
    if (arrivals.length === 0) return;
    context.out.write(`\n${paint.strong("Arrived")}\n`);
    for (const txn of arrivals) context.out.write(bookedText(txn, book.timeZone, paint, columns, txn.id));
  });
}

async function gaps_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const gaps = await payoutGaps(workplace.store, book);
    if (options.json) sayJson(context.out, gapsJson(gaps));
    else context.out.write(gapsText(gaps, context.clock.now(), paintFor(context.out), context.out.columns));
  });
}
