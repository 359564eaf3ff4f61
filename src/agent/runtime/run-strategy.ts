import { paramsFromJson } from "../../spec/strategy-kit/params.ts";
import { readProposals } from "../../spec/strategy-kit/read-proposals.ts";
import { isRecord, type StrategyCard } from "../../spec/strategy-kit/read-strategy.ts";
import { type Book, listBooks } from "../../store/book.ts";
import { listConnections } from "../../store/connection.ts";
import { readStrategyRow, type StrategyRow } from "../../store/strategy.ts";
import { type StrategyRunRow, saveStrategyRun } from "../../store/strategy-run.ts";
import { handOver, keepProposals } from "./hand-over.ts";
import { mayRun } from "./may-run.ts";
import type { StrategyPlace } from "./place.ts";
import { headOf, readKnown } from "./read-known.ts";
import { runInThread, type ThreadResult } from "./run-thread.ts";
import { takeDown } from "./shelf.ts";
import { sift } from "./sift.ts";
import type { Slots } from "./slots.ts";
import { noteFailure, noteSuccess, type Turn } from "./turn.ts";

/** Runs a strategy for every book, as soon as there is a place for it. Never rejects for what the strategy does. */
export async function runStrategy(place: StrategyPlace, slots: Slots, id: string, signal: AbortSignal): Promise<Turn> {
  const row = await readStrategyRow(place.store, id);
  const stands = mayRun(row, id);
  if (!stands.ok) return stands.error;
  const { card, strategy } = stands.value;
  const release = await slots.take(card.priority, signal);
  try {
    const sentences: string[] = [];
    for (const book of await listBooks(place.store)) {
      const run = await runForBook(place, strategy, card, book, signal);
      sentences.push(run.sentence);
      if (run.result === "failed" || run.result === "stopped") {
        if (run.code === "interrupted") return { kind: "again", sentence: run.sentence };
        return await noteFailure(place, id, run);
      }
    }
    await noteSuccess(place, id);
    return { kind: "done", sentence: sentences.length === 1 ? (sentences[0] ?? "") : sentences.join(" ") };
  } finally {
    release();
  }
}

async function runForBook(
  place: StrategyPlace,
  strategy: StrategyRow,
  card: StrategyCard,
  book: Book,
  signal: AbortSignal,
): Promise<StrategyRunRow> {
  const at = place.clock.now();
  const begun: StrategyRunRow = {
    id: place.ids.next(),
    strategy: strategy.id,
    bookId: book.id,
    asOf: at,
    startedAt: at,
    finishedAt: undefined,
    result: "running",
    code: "",
    sentence: "",
    proposed: 0,
    repeated: 0,
    beyond: 0,
    refused: 0,
    metrics: "{}",
  };
  await place.store.transaction((tx) => saveStrategyRun(tx, begun));
  const ended = await outcomeOf(place, strategy, card, book, begun, signal);
  const run: StrategyRunRow = { ...begun, ...ended, finishedAt: place.clock.now() };
  await place.store.transaction((tx) => saveStrategyRun(tx, run));
  return run;
}

type Outcome = Pick<StrategyRunRow, "result" | "sentence"> & Partial<StrategyRunRow>;

async function outcomeOf(
  place: StrategyPlace,
  strategy: StrategyRow,
  card: StrategyCard,
  book: Book,
  run: StrategyRunRow,
  signal: AbortSignal,
): Promise<Outcome> {
  const missing = await missingAccounts(place, card, book);
  if (missing.length > 0) return { result: "waits", code: "account", sentence: missing.join(" ") };
  const shelved = takeDown(place, strategy.source, strategy.id);
  if (!shelved.ok) return { result: "failed", code: "broken", sentence: shelved.error };
  const look = { handle: place.store, book, at: run.asOf, now: run.asOf };
  const result = await runInThread(shelved.value.plan, {
    rights: card.rights,
    params: paramsFromJson(card.params, recordFrom(strategy.params)).values,
    head: headOf(look, card.historyDays),
    parts: readKnown(look, card.historyDays),
    door: place.door,
    signal,
  });
  return takeResult(place, card, book, run, result);
}

async function takeResult(
  place: StrategyPlace,
  card: StrategyCard,
  book: Book,
  run: StrategyRunRow,
  result: ThreadResult,
): Promise<Outcome> {
  if (result.kind === "stopped") {
    const own = result.code === "threw" || result.code === "broken";
    return { result: own ? "failed" : "stopped", code: result.code, sentence: result.sentence };
  }
  if (result.kind === "waits") return { result: "waits", code: "missing", sentence: result.missing.join(" ") };
  const proposals = result.kind === "proposals" ? result.proposals : [];
  const read = readProposals(proposals, card.rights, run.asOf);
  if (!read.ok) return { result: "failed", code: "broken", sentence: read.error };
  const metrics = JSON.stringify(numbersOf(result.kind === "proposals" ? result.metrics : {}));
  const { fresh, repeated, beyond } = await sift(place, card, book, run, read.value);
  await keepProposals(place, book, run, fresh);
  const { refused } = await handOver(place, book, run.strategy);
  const sentence = sentenceOf({ proposed: fresh.length, repeated, beyond, refused });
  return { result: "done", sentence, proposed: fresh.length, repeated, beyond, refused, metrics };
}

async function missingAccounts(place: StrategyPlace, card: StrategyCard, book: Book): Promise<readonly string[]> {
  const connections = await listConnections(place.store, book.id);
  const on = new Set(connections.filter(({ state }) => state === "on").map(({ platform }) => platform));
  return card.accounts.filter((platform) => !on.has(platform)).map((platform) => `It needs an account at ${platform}.`);
}

function sentenceOf(counts: { proposed: number; repeated: number; beyond: number; refused: number }): string {
  const { proposed, repeated, beyond, refused } = counts;
  const parts = [
    proposed === 0 ? "nothing new" : `${proposed} proposed`,
    ...(repeated > 0 ? [`${repeated} proposed before`] : []),
    ...(beyond > 0 ? [`${beyond} beyond what is allowed in a day`] : []),
    ...(refused > 0 ? [`${refused} not taken`] : []),
  ];
  return parts.join(", ");
}

const metricsMax = 50;

/** Its own figures: finite numbers under short names; everything else is left away. */
function numbersOf(given: unknown): Readonly<Record<string, number>> {
  if (!isRecord(given)) return {};
  const numbers = Object.entries(given).filter(
    (entry): entry is [string, number] =>
      entry[0].length <= 60 && typeof entry[1] === "number" && Number.isFinite(entry[1]),
  );
  return Object.fromEntries(numbers.slice(0, metricsMax));
}

function recordFrom(json: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(json);
  return isRecord(parsed) ? parsed : {};
}
