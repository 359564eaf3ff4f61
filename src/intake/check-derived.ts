import { deltaParts } from "../domain/books/delta.ts";
import { decodeFacts } from "../domain/facts/codec.ts";
import { called } from "../domain/facts/object.ts";
import {
  type AmountMeasure,
  addMeasures,
  type Measures,
  measuresOfLeg,
  noMeasures,
} from "../domain/measures/measures.ts";
import { postedLegs } from "../ledger/posted-legs.ts";
import type { Handle } from "../store/handle.ts";
import { legTotals } from "../store/leg-totals.ts";
import { bookedDays, readRollups } from "../store/rollup.ts";
import { factsPages } from "./rebuild.ts";

/** Sentences shown of one check; more are counted. */
const findingsMax = 50;

export type DerivedCheck = { readonly objects: number; readonly findings: readonly string[]; readonly more: number };

/**
 * Compares facts, books and daily figures: what is posted for each object is what its facts call for, and the figures
 * add up to the transfers. Streams; memory does not grow with the books.
 */
export async function checkDerived(
  handle: Handle,
  bookId: bigint,
  onProgress: (objects: number) => void = () => undefined,
): Promise<DerivedCheck> {
  const findings: string[] = [];
  let more = 0;
  let objects = 0;
  const tell = (sentence: string): void => {
    if (findings.length < findingsMax) findings.push(sentence);
    else more += 1;
  };
  for await (const page of factsPages(handle, bookId)) {
    const keys = page.map((row) => row.objectKey);
    const posted = await postedLegs(handle, bookId, keys);
    for (const row of page) {
      const left = deltaParts(
        called(row.source, decodeFacts(row.facts)).parts,
        posted.get(row.objectKey)?.groups ?? [],
      );
      if (left.length > 0) tell(`What is booked for ${row.objectKey} is not what its facts call for.`);
    }
    objects += page.length;
    onProgress(objects);
  }
  for (const sentence of await figureFindings(handle, bookId)) tell(sentence);
  return { objects, findings, more };
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
  for (const { currency, ...leg } of await legTotals(handle, bookId)) addTo(ledger, currency, measuresOfLeg(leg));
  const days = await bookedDays(handle, bookId);
  const findings: string[] = [];
  for (const dimension of ["source", "product", "country"] as const) {
    const figures = new Map<string, Measures>();
    for (const row of days ? await readRollups(handle, bookId, dimension, days.from, days.to) : [])
      addTo(figures, row.currency, row.measures);
    for (const currency of new Set([...ledger.keys(), ...figures.keys()])) {
      const [ours, theirs] = [figures.get(currency) ?? noMeasures, ledger.get(currency) ?? noMeasures];
      for (const name of amounts) {
        if (ours[name] !== theirs[name]) {
          findings.push(
            `The daily figures by ${dimension} say ${ours[name]} ${currency} minor units of ${name}, the books say ${theirs[name]}.`,
          );
        }
      }
    }
  }
  return findings;
}

function addTo(sums: Map<string, Measures>, currency: string, measures: Measures): void {
  sums.set(currency, addMeasures(sums.get(currency) ?? noMeasures, measures));
}
