import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { count, counted } from "../domain/text/amount-text.ts";
import { loadBooks } from "../operations/load-books.ts";
import { reverseTxn } from "../operations/reverse-txn.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { progressOn } from "./progress.ts";
import { sayJson, sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace books load`, `reverse` */
export function defineOwnWork(books: Command, context: CliContext): void {
  const load = withCommon(books.command("load"))
    .description(
      "Makes the same books again from an export of the format jsonl, also packed with gzip. They must be empty; one that was interrupted goes on where it stopped.",
    )
    .argument("<file>", "the export")
    .action((file: string, options: CommonOptions) => load_(file, options, context));
  withExamples(load, "millrace books load books.jsonl.gz --book second-shop");
  const reverse = withCommon(books.command("reverse"))
    .description(
      "Undoes what you booked yourself, such as a payout's arrival, by its exact mirror; both stay in the books. What follows from an import is corrected at its source.",
    )
    .argument("<txn-id>", "its id, as `millrace books history` or `millrace payouts show` tells it")
    .requiredOption("--reason <text>", "why; kept for good, so name nobody")
    .action((id: string, options: CommonOptions & { readonly reason: string }) => reverse_(id, options, context));
  withExamples(reverse, 'millrace books reverse 0190a6c2-7d3e-7000-8000-5f1b2c3d4e5f --reason "wrong bank"');
}

async function load_(file: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const path = resolve(context.environment.workingDir, file);
    const total = statSync(path, { throwIfNoEntry: false })?.size;
    const progress = progressOn(context.err, context.clock);
    const onProgress = (bytes: number): void =>
      progress.show(`${file}: ${count(bytes)} bytes read`, total ? bytes / total : undefined);
    const loaded = await loadBooks(workplace, book, path, { onProgress, signal: context.stop }).finally(() =>
      progress.end(),
    );
    if (!loaded.ok) throw new ProblemError(loaded.error);
    const { booked, known } = loaded.value;
    if (options.json) sayJson(context.out, { file, book: book.slug, booked, known });
    else {
      const before = known === 0 ? "" : `; ${counted(known, "was", "were")} booked before`;
      sayLine(context.out, `${counted(booked, "txn is", "txns are")} booked in the books of ${book.name}${before}.`);
    }
  });
}

async function reverse_(
  id: string,
  options: CommonOptions & { readonly reason: string },
  context: CliContext,
): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const done = await reverseTxn(workplace, book, id, options.reason);
    if (!done.ok) throw new ProblemError(done.error);
    const { undone, by } = done.value;
    if (options.json) sayJson(context.out, { undone: undone.id, object: undone.objectKey, by: by.id, seq: by.seq });
    else
      sayLine(context.out, `${undone.objectKey}: ${undone.id} is undone by ${by.id}, number ${by.seq} of the books.`);
  });
}
