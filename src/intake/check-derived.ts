import { assert } from "../base/assert.ts";
import { deltaParts } from "../domain/books/delta.ts";
import { ownSource } from "../domain/books/txn.ts";
import { decodeFacts } from "../domain/facts/codec.ts";
import { called } from "../domain/facts/object.ts";
import {
  type AmountMeasure,
  addMeasures,
  type Measures,
  measuresOfLeg,
  noMeasures,
} from "../domain/measures/measures.ts";
import { formatMinor } from "../domain/money/money.ts";
import { postedLegs } from "../ledger/posted-legs.ts";
import { lockBook } from "../store/book.ts";
import type { Handle, Store } from "../store/handle.ts";
import { observedLegTotals, unobservedTxns } from "../store/leg-totals.ts";
import { countFacts, type FactsRow, readFacts } from "../store/object-facts.ts";
import { bookedDays, readRollups } from "../store/rollup.ts";
import { factsPages } from "./rebuild.ts";

/** Sentences shown of one check; more are counted. */
const findingsMax = 50;

export type DerivedCheck = {
  readonly objects: number;
  /** What is wrong, in sentences. */
  readonly findings: readonly string[];
  /** Findings beyond those. */
  readonly more: number;
  /** Txns of platforms about objects that nothing was observed of here: those of a loaded export. Not wrong. */
  readonly unobserved: number;
};

/**
 * Compares facts, books and daily figures: what is posted for each object is what its facts call for, and the figures
 * add up to the transfers. Streams; memory does not grow with the books. Books that are being written to are looked at
 * again where something seems wrong.
 */
export async function checkDerived(
  store: Store,
  bookId: bigint,
  onProgress: (objects: number, total: number) => void = () => undefined,
): Promise<DerivedCheck> {
  const findings: string[] = [];
  let more = 0;
  let objects = 0;
  const tell = (sentence: string): void => {
    if (findings.length < findingsMax) findings.push(sentence);
    else more += 1;
  };
  const total = await countFacts(store, bookId);
  for await (const page of factsPages(store, bookId)) {
    const suspects = await differing(store, bookId, page);
    for (const key of suspects.length === 0 ? [] : await confirmed(store, bookId, suspects))
      tell(`What is booked for ${key} is not what its facts call for.`);
    objects += page.length;
    onProgress(objects, Math.max(total, objects));
  }
  for (const sentence of await steadyFigures(store, bookId)) tell(sentence);
  return { objects, findings, more, unobserved: Number(await unobservedTxns(store, bookId, ownSource)) };
}

/** The objects of a page for which something else is booked than their facts call for. */
async function differing(handle: Handle, bookId: bigint, page: readonly FactsRow[]): Promise<readonly string[]> {
  const keys = page.map((row) => row.objectKey);
  const posted = await postedLegs(handle, bookId, keys);
  return page
    .filter((row) => {
      const held = posted.get(row.objectKey);
      assert(held !== undefined, "every object asked for is answered");
      return deltaParts(called(row.source, decodeFacts(row.facts)).parts, held.groups).length > 0;
    })
    .map((row) => row.objectKey);
}

/** Facts and books were read one after the other; an import may have come between them. Here none can. */
async function confirmed(store: Store, bookId: bigint, keys: readonly string[]): Promise<readonly string[]> {
  return store.transaction(async (tx) => {
    await lockBook(tx, bookId);
    return differing(tx, bookId, [...(await readFacts(tx, bookId, keys)).values()]);
  });
}

/** Figures and books were read one after the other, too: where they differ, writers wait for a second look. */
async function steadyFigures(store: Store, bookId: bigint): Promise<readonly string[]> {
  const findings = await figureFindings(store, bookId);
  if (findings.length === 0) return findings;
  return store.transaction(async (tx) => {
    await lockBook(tx, bookId);
    return figureFindings(tx, bookId);
  });
}

const amounts: readonly (AmountMeasure | "net")[] = [
  "gross",
  "refunded",
  "fees",
  "taxes",
  "chargebacks",
  "adjustments",
  "net",
];

async function figureFindings(handle: Handle, bookId: bigint): Promise<readonly string[]> {
  const ledger = new Map<string, Measures>();
  for (const { currency, ...leg } of await observedLegTotals(handle, bookId))
    addTo(ledger, currency, measuresOfLeg(leg));
  const days = await bookedDays(handle, bookId);
  const findings: string[] = [];
  for (const dimension of ["source", "product", "country"] as const) {
    const figures = new Map<string, Measures>();
    for (const row of days ? await readRollups(handle, bookId, dimension, days.from, days.to) : [])
      addTo(figures, row.currency, row.measures);
    for (const currency of new Set([...ledger.keys(), ...figures.keys()])) {
      const [ours, theirs] = [figures.get(currency) ?? noMeasures, ledger.get(currency) ?? noMeasures];
      for (const name of amounts) {
        if (ours[name] === theirs[name]) continue;
        const [said, booked] = [formatMinor(ours[name], currency), formatMinor(theirs[name], currency)];
        findings.push(
          `The daily figures by ${dimension} say ${said} ${currency} ${name}, the books say ${booked}. \`millrace books rebuild\` mends it.`,
        );
      }
    }
  }
  return findings;
}

function addTo(sums: Map<string, Measures>, currency: string, measures: Measures): void {
  sums.set(currency, addMeasures(sums.get(currency) ?? noMeasures, measures));
}
