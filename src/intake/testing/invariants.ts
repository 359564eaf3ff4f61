import { sql } from "kysely";
import { decodeFacts } from "../../domain/facts/codec.ts";
import { called } from "../../domain/facts/object.ts";
import { deltaParts } from "../../domain/books/delta.ts";
import { measuresOfLeg, addMeasures, noMeasures, measureNames } from "../../domain/measures/measures.ts";
import { postedLegs } from "../../ledger/posted-legs.ts";
import { factsPages } from "../rebuild.ts";
import { bookedDays, readRollups } from "../../store/rollup.ts";
import type { TestBooks } from "./books.ts";

/** What must hold after every commit, in sentences; empty when it does. Independent of the code that posts. */
export async function brokenLaws({ store, book }: TestBooks): Promise<string[]> {
  return [...(await postedIsCalledFor(store, book.id)), ...(await figuresAreTheLedgers(store, book.id))];
}

async function postedIsCalledFor(store: TestBooks["store"], bookId: bigint): Promise<string[]> {
  const broken: string[] = [];
  for await (const page of factsPages(store, bookId)) {
    const posted = await postedLegs(store, bookId, page.map((row) => row.objectKey));
    for (const row of page) {
      const left = deltaParts(called(row.source, decodeFacts(row.facts)).parts, posted.get(row.objectKey)?.groups ?? []);
      if (left.length > 0) broken.push(`${row.objectKey}: the books differ from the facts`);
    }
  }
  return broken;
}

/** Sums of the daily figures against sums of the transfers by code, per currency. */
async function figuresAreTheLedgers(store: TestBooks["store"], bookId: bigint): Promise<string[]> {
  const { rows } = await sql<{ code: bigint; debit: string; credit: string; currency: string; amount: bigint }>`
    SELECT t.code, d.path AS debit, c.path AS credit, t.currency, sum(t.amount) AS amount
    FROM transfer t JOIN account d ON d.id=t.debit_account JOIN account c ON c.id=t.credit_account
    WHERE d.book_id=${bookId} GROUP BY 1,2,3,4`.execute(store.q);
  const ledger = new Map<string, typeof noMeasures>();
  for (const row of rows) {
    const measures = measuresOfLeg({ code: Number(row.code) as never, debit: row.debit, credit: row.credit, amount: row.amount });
    ledger.set(row.currency, addMeasures(ledger.get(row.currency) ?? noMeasures, measures));
  }
  const days = await bookedDays(store, bookId);
  const broken: string[] = [];
  for (const dimension of ["source", "product", "country"] as const) {
    const figures = new Map<string, typeof noMeasures>();
    for (const row of days ? await readRollups(store, bookId, dimension, days.from, days.to) : []) {
      figures.set(row.currency, addMeasures(figures.get(row.currency) ?? noMeasures, row.measures));
    }
    for (const currency of new Set([...ledger.keys(), ...figures.keys()])) {
      for (const name of measureNames.filter((one) => !["sales", "refunds", "residueNano"].includes(one))) {
        const [a, b] = [(figures.get(currency) ?? noMeasures)[name], (ledger.get(currency) ?? noMeasures)[name]];
        if (a !== b) broken.push(`${dimension} ${currency} ${name}: figures say ${a}, the books ${b}`);
      }
    }
  }
  return broken;
}
