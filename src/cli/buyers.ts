import type { Command } from "commander";
import { ProblemError, problem } from "../base/problem.ts";
import { counted } from "../domain/text/amount-text.ts";
import { type BuyerKept, type BuyerTyped, buyerKept, eraseBuyer } from "../operations/erase-buyer.ts";
import { exportBuyer, exportShop } from "../operations/export-buyers.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";

type EraseOptions = CommonOptions & { readonly dryRun?: boolean; readonly yes?: boolean };

/** `millrace buyers` */
export function define(program: Command, context: CliContext): void {
  const buyers = program.command("buyers").description("What is kept of one buyer: take it out, or erase it for good.");
  const erase = withCommon(buyers.command("erase"))
    .description(
      "Erases one buyer: the key of all that names them is destroyed. Amounts, days and products stay, so that books, reports and the audit record stay right. It cannot be undone.",
    )
    .argument("<who>", "the buyer's e-mail address, or the id of one of their sales")
    .option("--dry-run", "only say what would be erased")
    .option("--yes", "do not ask, for scripts")
    .action((who: string, options: EraseOptions) => erase_(who, options, context));
  withExamples(erase, "millrace buyers erase ann@example.com --dry-run", "millrace buyers erase abc123== --yes");
  const one = withCommon(buyers.command("export"))
    .description("Writes all that is kept of one buyer as JSON lines, for them. That you did is in the audit record.")
    .argument("<who>", "the buyer's e-mail address, or the id of one of their sales")
    .action((who: string, options: CommonOptions) => export_(who, options, context));
  withExamples(one, "millrace buyers export ann@example.com > ann.jsonl");
  const all = withCommon(buyers.command("export-all"))
    .description("Writes everything of these books as JSON lines: ledger, sales, every row as it came, with buyers.")
    .action((options: CommonOptions) => exportAll(options, context));
  withExamples(all, "millrace buyers export-all > everything.jsonl");
}

/** An address has an "@"; a sale's id has none, or it begins with the platform's name. */
const typedBuyer = (who: string): BuyerTyped =>
  who.includes("@") && !who.includes("/sale/") ? { email: who } : { sale: who };

async function erase_(who: string, options: EraseOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const kept = await buyerKept(workplace, book, typedBuyer(who));
    if (!kept.ok) throw new ProblemError(kept.error);
    if (options.dryRun) {
      if (options.json) sayJson(context.out, { erased: false, ...kept.value });
      else sayLine(context.out, `${keptWords(kept.value)} Nothing was erased: this was only tried.`);
      return;
    }
    if (!options.yes) await confirm(kept.value, context);
    const erased = await eraseBuyer(workplace, book, typedBuyer(who));
    if (!erased.ok) throw new ProblemError(erased.error);
    const { auditLink, remains, ...counts } = erased.value;
    if (options.json) {
      sayJson(context.out, { erased: true, ...counts, auditLink: Number(auditLink ?? 0n), remains });
      return;
    }
    sayLine(context.out, `Erased; entry ${auditLink} of the audit record says so. Amounts stay.`);
    for (const sentence of remains) sayLine(context.out, `Still to do: ${sentence}`);
  });
}

async function confirm(kept: BuyerKept, context: CliContext): Promise<void> {
  const notAsked = problem("not-confirmed", `Not confirmed. ${keptWords(kept)}`, {
    kept: "Nothing was erased.",
    fix: "Add --yes where nobody can be asked.",
  });
  if (!context.input.isTerminal) throw new ProblemError(notAsked);
  sayLine(context.err, `${keptWords(kept)} It cannot be undone.`);
  const answer = await context.input.ask("Type erase to do it: ");
  if (answer.trim().toLowerCase() !== "erase")
    throw new ProblemError(problem("not-confirmed", "Not confirmed.", { kept: "Nothing was erased." }));
}

function keptWords({ sales, seen, firstAt, lastAt }: BuyerKept): string {
  const span = firstAt === undefined ? "" : `, ${firstAt.slice(0, 10)} to ${lastAt?.slice(0, 10)}`;
  return `This buyer: ${counted(sales, "sale")}${span}, named in ${counted(seen, "row")} as received.`;
}

async function export_(who: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    for await (const piece of exportBuyer(workplace, book, typedBuyer(who))) context.out.write(piece);
  });
}

async function exportAll(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    for await (const piece of exportShop(workplace, book)) {
      context.out.write(piece);
      await context.out.drained();
    }
  });
}
