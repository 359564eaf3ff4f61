import type { Command } from "commander";
import { formatMinor } from "../domain/money/money.ts";
import { amount } from "../domain/text/amount-text.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { momentName } from "../domain/time/written.ts";
import { listPayouts, type PayoutLine } from "../operations/list-payouts.ts";
import { showPayout } from "../operations/show-payout.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { defineArrived } from "./payouts-arrived.ts";
import { sayJson } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { bookedText, storyJson, storyText } from "./text/story-text.ts";
import { table } from "./text/table.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace payouts` */
export function define(program: Command, context: CliContext): void {
  const payouts = program.command("payouts").description("What platforms have sent on to your bank or wallet.");
  const list = withCommon(payouts.command("list", { isDefault: true }))
    .description("Lists payouts, newest first.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace payouts list", "millrace payouts list --json");
  const show = withCommon(payouts.command("show"))
    .description("Tells one payout's whole story.")
    .argument("<key>", "its key as the list shows it, such as gumroad/payout/2026-11-06")
    .action((key: string, options: CommonOptions) => show_(key, options, context));
  withExamples(show, "millrace payouts show stripe/payout/po_123");
  defineArrived(payouts, context);
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const payouts = await listPayouts(workplace.store, book);
    if (options.json) sayJson(context.out, { payouts: payouts.map(payoutJson) });
    else if (payouts.length === 0) context.out.write("No payout is known.\n");
    else {
      const right = (title: string) => ({ title, align: "right" as const });
      const columns = [
        { title: "When" },
        right("Amount"),
        right("Fee"),
        { title: "" },
        { title: "Status" },
        { title: "Key" },
      ];
      const rows = payouts.map((one) => [
        one.at === undefined ? "not known" : momentName(one.at, book.timeZone),
        one.currency && one.amount !== undefined ? amount(formatMinor(one.amount, one.currency)) : "–",
        one.currency && one.fee !== undefined ? amount(formatMinor(one.fee, one.currency)) : "–",
        one.currency ?? "",
        one.status,
        one.objectKey,
      ]);
      context.out.write(table(columns, rows, context.out.columns, paintFor(context.out)));
    }
  });
}

function payoutJson({
  objectKey,
  source,
  id,
  status,
  at,
  currency,
  amount: minor,
  fee,
  incomplete,
}: PayoutLine): Record<string, unknown> {
  const text = (value: bigint | undefined): string | null =>
    currency === undefined || value === undefined ? null : formatMinor(value, currency);
  return {
    key: objectKey,
    source,
    id,
    status,
    at: at === undefined ? null : isoTime(at),
    currency: currency ?? null,
    amount: text(minor),
    fee: text(fee),
    ...(incomplete ? { incomplete } : {}),
  };
}

async function show_(key: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const story = await showPayout(workplace, book, key);
    if (options.json) {
      sayJson(context.out, { ...storyJson(story), arrivals: story.arrivals });
      return;
    }
    const paint = paintFor(context.out);
    const { columns } = context.out;
    context.out.write(storyText(story, book.timeZone, paint, columns));
    if (story.arrivals.length === 0) return;
    context.out.write(`\n${paint.strong("Arrived")}\n`);
    for (const txn of story.arrivals) context.out.write(bookedText(txn, book.timeZone, paint, columns, txn.id));
  });
}
