import { assert } from "../base/assert.ts";
import type { Millis } from "../base/clock.ts";
import type { Ids } from "../base/ids.ts";
import { ProblemError, problem } from "../base/problem.ts";
import { deltaParts, type PostedGroup } from "../domain/books/delta.ts";
import type { Part } from "../domain/books/parts.ts";
import type { TxnDraft } from "../domain/books/txn.ts";
import { decodeFacts, encodeFacts } from "../domain/facts/codec.ts";
import { type Facts, noFacts } from "../domain/facts/facts.ts";
import { joinFacts } from "../domain/facts/join.ts";
import { newsIn } from "../domain/facts/news.ts";
import { type Called, called } from "../domain/facts/object.ts";
import type { Measures } from "../domain/measures/measures.ts";
import { post } from "../ledger/post.ts";
import { postedLegs } from "../ledger/posted-legs.ts";
import { lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { type FactsRow, readFacts, saveFacts } from "../store/object-facts.ts";
import { saveSales } from "../store/sale.ts";
import { keepProducts } from "./keep-products.ts";
import { saleRow } from "./sale-row.ts";
import { type FigureChange, figureChange, figureSums, saveFigures } from "./save-figures.ts";

/** What a batch of observations says of one object, already merged among themselves. */
export type ObjectNews = {
  readonly objectKey: string;
  readonly source: string;
  readonly externalId: string;
  readonly news: Facts;
};

export type AbsorbContext = {
  readonly bookId: bigint;
  /** Day of the book's time zone. */
  readonly dayOf: (at: Millis) => string;
  readonly ids: Ids;
  readonly actor: string;
  readonly now: Millis;
};

/** What absorbing one object's news did. */
export type Absorbed = {
  readonly objectKey: string;
  readonly kind: Facts["kind"];
  /** When it was first seen: `now` for an object that was not known before. */
  readonly firstSeenAt: Millis;
  /** Never seen before. */
  readonly isNew: boolean;
  /** Lines that were not known before. */
  readonly newLines: number;
  /** Whether anything but lines is new. */
  readonly changed: boolean;
  readonly txns: number;
  readonly occurredAt: Millis | undefined;
  /** What it added to the books' figures, per currency. */
  readonly figures: ReadonlyMap<string, Measures>;
  /** Why it cannot be booked yet. */
  readonly incomplete?: string;
};

type Step = {
  readonly item: ObjectNews;
  readonly row: FactsRow | undefined;
  readonly before: Facts;
  readonly after: Facts;
  readonly text: string;
  readonly wanted: Called;
};

/**
 * Merges news into facts and brings the books to what the facts call for, all in the caller's transaction: either
 * facts, postings, sales list and daily figures move together, or nothing does. Absorbing the same again changes
 * nothing. Objects must be distinct.
 */
export async function absorb(
  tx: Tx,
  context: AbsorbContext,
  batch: readonly ObjectNews[],
): Promise<readonly Absorbed[]> {
  await lockBook(tx, context.bookId);
  const keys = batch.map((item) => item.objectKey);
  assert(new Set(keys).size === keys.length, "each object stands once in a batch");
  const rows = await readFacts(tx, context.bookId, keys);
  const steps = batch.map((item) => merge(item, rows.get(item.objectKey)));
  const written = steps.filter((step) => step.text !== step.row?.facts);
  const drafts = await postNews(tx, context, written);
  await saveFacts(
    tx,
    context.bookId,
    written.map((step) => factsRow(step, context.now)),
  );
  const changed = written.map((step) => ({ step, before: calledBefore(step) }));
  const changes = new Map(changed.map(({ step, before }) => [step, changeOf(step, before, context.dayOf)]));
  await saveDerived(tx, context, changed);
  await saveFigures(tx, context.bookId, [...changes.values()], context.now);
  return steps.map((step) =>
    outcome(step, changes.get(step), drafts.get(step.item.objectKey)?.length ?? 0, context.now),
  );
}

function merge(item: ObjectNews, row: FactsRow | undefined): Step {
  const before = row ? decodeFacts(row.facts) : noFacts(item.news.kind);
  const after = joinFacts(before, item.news);
  return { item, row, before, after, text: encodeFacts(after), wanted: called(item.source, after) };
}

/**
 * Posts what the news calls for beyond what is booked. Objects without facts have nothing booked, except in books that
 * were loaded from an export: there the first try is refused as a whole, and the second looks everything up. What calls
 * for nothing would never be refused, so it is looked up at once.
 */
async function postNews(
  tx: Tx,
  context: AbsorbContext,
  steps: readonly Step[],
): Promise<ReadonlyMap<string, readonly TxnDraft[]>> {
  const command = { bookId: context.bookId, actor: context.actor, recordedAt: context.now };
  let drafts = await draftsFor(
    tx,
    context,
    steps,
    steps.filter((step) => step.row !== undefined || step.wanted.parts.length === 0),
  );
  let posted = await post(tx, command, [...drafts.values()].flat());
  if (!posted.ok && posted.error.code === "revision-taken") {
    drafts = await draftsFor(tx, context, steps, steps);
    posted = await post(tx, command, [...drafts.values()].flat());
  }
  if (posted.ok) return drafts;
  const { sentence, fix = "" } = posted.error;
  throw new ProblemError(problem("posting-refused", sentence, { fix }));
}

/** The txns for each object; `old` are those that may have something booked. */
async function draftsFor(
  tx: Tx,
  context: AbsorbContext,
  steps: readonly Step[],
  old: readonly Step[],
): Promise<ReadonlyMap<string, readonly TxnDraft[]>> {
  const keys = old.map((step) => step.item.objectKey);
  const posted = await postedLegs(tx, context.bookId, keys);
  const drafts = new Map<string, readonly TxnDraft[]>();
  for (const step of steps) {
    const have = posted.get(step.item.objectKey);
    const parts = have ? deltaParts(step.wanted.parts, have.groups as readonly PostedGroup[]) : step.wanted.parts;
    drafts.set(step.item.objectKey, toDrafts(context, step.item, parts, have?.nextRevision ?? 0n));
  }
  return drafts;
}

function toDrafts(
  context: AbsorbContext,
  item: ObjectNews,
  parts: readonly Part[],
  firstRevision: bigint,
): readonly TxnDraft[] {
  return parts.map((part, i) => ({
    id: context.ids.next(),
    kind: part.kind,
    source: item.source,
    objectKey: item.objectKey,
    revision: firstRevision + BigInt(i),
    occurredAt: part.occurredAt,
    legs: part.legs,
    ...(part.rate ? { rate: part.rate } : {}),
  }));
}

function factsRow(step: Step, now: Millis): FactsRow {
  return {
    objectKey: step.item.objectKey,
    kind: step.after.kind,
    source: step.item.source,
    facts: step.text,
    version: (step.row?.version ?? 0n) + 1n,
    firstSeenAt: step.row?.firstSeenAt ?? now,
    lastSeenAt: now,
  };
}

type Changed = { readonly step: Step; readonly before: Called | undefined };

async function saveDerived(tx: Tx, context: AbsorbContext, changed: readonly Changed[]): Promise<void> {
  const sales = changed.filter(({ step }) => step.after.kind === "sale");
  await saveSales(
    tx,
    context.bookId,
    sales.map(({ step }) =>
      saleRow({ ...step.item, seenAt: step.row?.firstSeenAt ?? context.now }, step.wanted, context.dayOf),
    ),
    context.now,
  );
  await keepProducts(
    tx,
    context.bookId,
    sales.map(({ step, before }) => ({ source: step.item.source, before, after: step.wanted })),
  );
}

function changeOf(step: Step, before: Called | undefined, dayOf: AbsorbContext["dayOf"]): FigureChange {
  return figureChange(step.item.source, before, step.wanted, dayOf);
}

/** What an object called for before this; nothing when it was unknown. */
function calledBefore(step: Step): Called | undefined {
  return step.row ? called(step.item.source, step.before) : undefined;
}

function outcome(step: Step, change: FigureChange | undefined, txns: number, now: Millis): Absorbed {
  const { incomplete } = step.wanted;
  return {
    objectKey: step.item.objectKey,
    kind: step.after.kind,
    firstSeenAt: step.row?.firstSeenAt ?? now,
    isNew: step.row === undefined,
    ...newsIn(step.before, step.after),
    txns,
    figures: change ? figureSums(change) : new Map(),
    occurredAt: step.after.at ?? step.after.dayAt,
    ...(incomplete ? { incomplete: incomplete.why } : {}),
  };
}
