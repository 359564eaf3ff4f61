import type { Command } from "commander";
import { countryCode } from "../domain/text/country.ts";
import { dayIn, nextDay, startOfDay } from "../domain/time/day.ts";
import { currencyProblem } from "../operations/check-book-settings.ts";
import { typedDay } from "../operations/choose-period.ts";
import { showObject } from "../operations/show-object.ts";
import type { Book } from "../store/book.ts";
import { listSales, type SaleCursor, type SaleFilter, type SaleRow } from "../store/sale.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { saleJson, salesText } from "./text/sales-text.ts";
import { storyJson, storyText } from "./text/story-text.ts";
import { typedCount } from "./typed-count.ts";
import { type Desk, withDesk } from "./with-desk.ts";
import { WrongUse, wrongUse } from "./wrong-use.ts";

type ListOptions = CommonOptions & {
  readonly source?: string;
  readonly status?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly product?: string;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly limit?: string;
  readonly all?: boolean;
};

const statuses = [
  "completed",
  "pending",
  "failed",
  "cancelled",
  "test",
  "refunded",
  "partly-refunded",
  "disputed",
  "lost",
  "incomplete",
];
const usualLimit = 50;
const limitMax = 10_000;
const pageSize = 1_000;

/** `millrace sales` */
export function define(program: Command, context: CliContext): void {
  const sales = program.command("sales").description("The sales, one by one.");
  const list = withCommon(sales.command("list"))
    .description("Lists sales, newest first.")
    .option("--source <name>", "only of this platform")
    .option("--status <word>", `only with this status: ${statuses.join(", ")}`)
    .option("--currency <code>", "only in this currency")
    .option("--country <code>", "only to buyers in this country")
    .option("--product <id>", "only of this product")
    .option("--from <day>", "from this day on")
    .option("--to <day>", "up to and with this day")
    .option("--text <words>", "only with this in the id or the product's name")
    .option("--limit <n>", `at most so many (${usualLimit} when left out)`)
    .option("--all", "every one")
    .action((options: ListOptions) => listCommand(options, context));
  withExamples(
    list,
    "millrace sales list --status refunded --from 2026-01-01",
    "millrace sales list --source etsy --all --json",
  );
  const show = withCommon(sales.command("show"))
    .description("Tells the whole story of one sale: what was seen, what is known from it, what is booked for it.")
    .argument("<id>", "the platform's id of the sale, or its key such as gumroad/sale/abc")
    .option("--show-buyer", "show who bought; that you looked is written to the audit record")
    .action((id: string, options: CommonOptions & { readonly showBuyer?: boolean }) =>
      showCommand(id, options, context),
    );
  withExamples(show, "millrace sales show 536365", "millrace sales show gumroad/sale/abc --json");
}

async function listCommand(options: ListOptions, context: CliContext): Promise<void> {
  if (options.all && options.limit !== undefined)
    wrongUse("--all and --limit cannot be given together.", "Give one of them.");
  const limit = options.all
    ? Number.POSITIVE_INFINITY
    : typedCount(options.limit ?? String(usualLimit), "--limit", limitMax);
  checkFilter(options);
  await withDesk(context, { book: options.book }, async (desk) => {
    const filter = filterOf(options, desk.book, context.clock.now());
    const sales = await gather(desk, filter, limit);
    const more = sales.length > limit;
    const shown = more ? sales.slice(0, limit) : sales;
    if (options.json) sayJson(context.out, { sales: shown.map(saleJson), more });
    else context.out.write(salesText(shown, desk.book.timeZone, more, paintFor(context.out), context.out.columns));
  });
}

function checkFilter({ status, currency }: ListOptions): void {
  if (status !== undefined && !statuses.includes(status)) {
    wrongUse(`"${status}" is no status of a sale.`, `Known are: ${statuses.join(", ")}.`);
  }
  const wrong = currency === undefined ? undefined : currencyProblem(currency);
  if (wrong) throw new WrongUse(wrong);
}

function filterOf(options: ListOptions, book: Book, now: number): SaleFilter {
  const { source, status, currency, country, product, text } = options;
  const today = dayIn(book.timeZone)(now);
  const day = (typed: string | undefined): string | undefined => {
    if (typed === undefined) return undefined;
    const read = typedDay(typed, today);
    if (!read.ok) throw new WrongUse(read.error);
    return read.value;
  };
  const [from, to] = [day(options.from), day(options.to)];
  if (from !== undefined && to !== undefined && from > to)
    wrongUse(`The period begins on ${from}, after its end on ${to}.`, "Give the earlier day with --from.");
  return {
    ...(source === undefined ? {} : { source }),
    ...(status === undefined ? {} : { status }),
    ...(currency === undefined ? {} : { currency }),
    ...(country === undefined ? {} : { country: countryCode(country) }),
    ...(product === undefined ? {} : { product }),
    ...(text === undefined ? {} : { text }),
    ...(from === undefined ? {} : { from: startOfDay(from, book.timeZone) }),
    ...(to === undefined ? {} : { to: startOfDay(nextDay(to), book.timeZone) }),
  };
}

/** Up to one more than the limit, so that it is known whether there are more. */
async function gather({ workplace, book }: Desk, filter: SaleFilter, limit: number): Promise<readonly SaleRow[]> {
  const sales: SaleRow[] = [];
  let after: SaleCursor | undefined;
  while (sales.length <= limit) {
    const wanted = Math.min(pageSize, limit + 1 - sales.length);
    const page = await listSales(workplace.store, book.id, filter, wanted, after);
    sales.push(...page);
    const last = page.at(-1);
    if (page.length < wanted || !last) break;
    after = { occurredAt: last.occurredAt, objectKey: last.objectKey };
  }
  return sales;
}

async function showCommand(
  id: string,
  options: CommonOptions & { readonly showBuyer?: boolean },
  context: CliContext,
): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const story = await showObject(workplace, book, id, options.showBuyer ?? false);
    if (options.json) sayJson(context.out, storyJson(story));
    else context.out.write(storyText(story, book.timeZone, paintFor(context.out), context.out.columns));
  });
}
