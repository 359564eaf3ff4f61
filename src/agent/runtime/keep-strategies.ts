import { ProblemError } from "../../base/problem.ts";
import { nextRun } from "../../jobs/cron.ts";
import { rightsKey } from "../../spec/strategy-kit/rights-text.ts";
import type { Tx } from "../../store/handle.ts";
import { listStrategies, type StrategyRow, saveStrategy } from "../../store/strategy.ts";
import { endLostStrategyRuns } from "../../store/strategy-run.ts";
import { cardText } from "./card-text.ts";
import type { StrategyPlace } from "./place.ts";
import { builtIn, type Found, lookAround } from "./shelf.ts";

/**
 * Makes the list of strategies fit what is there now: new ones come in, those that are named no longer are gone, and
 * what the owner said of each stays. A package whose rights changed has to be allowed anew.
 */
export async function keepStrategies(place: StrategyPlace, signal: AbortSignal): Promise<readonly StrategyRow[]> {
  const found = await lookAround(place, signal);
  const now = place.clock.now();
  await place.store.transaction(async (tx) => {
    const known = new Map((await listStrategies(tx)).map((row) => [row.id, row]));
    const taken = new Set<string>();
    for (const one of found) {
      const row = rowOf(one, known, taken, now);
      taken.add(row.id);
      await saveIfNew(tx, known.get(row.id), row);
    }
    for (const row of known.values()) if (!taken.has(row.id)) await saveIfNew(tx, row, { ...row, gone: true });
  });
  return listStrategies(place.store);
}

/** Once, as the engine starts: nobody works any more on runs that never ended. */
export async function endLostRuns(place: StrategyPlace): Promise<void> {
  const now = place.clock.now();
  await place.store.transaction((tx) => endLostStrategyRuns(tx, now, now));
}

function rowOf(
  found: Found,
  known: ReadonlyMap<string, StrategyRow>,
  taken: ReadonlySet<string>,
  now: number,
): StrategyRow {
  const { source, version, card } = found;
  const earlier = [...known.values()].find((row) => row.source === source && source !== builtIn);
  const wanted = card.ok ? card.value.id : (earlier?.id ?? namedAfter(source));
  const foreign = taken.has(wanted);
  const id = foreign ? freeName(namedAfter(source), taken) : wanted;
  const holder = known.get(id);
  // What the owner said, was said of what came from there.
  const same = holder?.source === source;
  const before = holder && same ? holder : blank(id);
  const rights = card.ok ? rightsKey(card.value.rights) : "";
  const taking = foreign ? `Another strategy is called "${wanted}" already.` : "";
  const refused = card.ok ? taking || cronFault(card.value.cron) : card.error;
  const ownAllowed = source === builtIn ? rights : same ? before.allowedRights : "";
  return {
    ...before,
    source,
    version,
    card: card.ok ? cardText(card.value) : "",
    cron: card.ok ? card.value.cron : "",
    refused,
    allowedRights: ownAllowed,
    allowedAt: ownAllowed === "" ? undefined : (before.allowedAt ?? now),
    gone: false,
  };
}

/** A time that means nothing would keep all schedules from being made. */
function cronFault(cron: string): string {
  try {
    return nextRun(cron, "UTC", 0) === undefined ? `It wants to run at "${cron}", which never comes.` : "";
  } catch (cause) {
    if (cause instanceof ProblemError) return `It wants to run at "${cron}", which means nothing.`;
    throw cause;
  }
}

function blank(id: string): StrategyRow {
  return {
    id,
    source: "",
    version: "",
    card: "",
    cron: "",
    refused: "",
    allowedRights: "",
    allowedAt: undefined,
    params: "{}",
    state: "on",
    pauseBy: "",
    pauseReason: "",
    pausedAt: undefined,
    failures: 0,
    failureCode: "",
    failure: "",
    gone: false,
    seenAt: 0,
  };
}

/** A package that says nothing readable of itself is listed under the end of its own name. */
function namedAfter(source: string): string {
  const end =
    source
      .replace(/[/\\]+$/, "")
      .split(/[/\\]/)
      .at(-1) ?? "";
  const clean = end
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40);
  return clean.length >= 2 ? clean : "unnamed";
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(name)) return name;
  }
}

async function saveIfNew(tx: Tx, before: StrategyRow | undefined, row: StrategyRow): Promise<void> {
  if (before === undefined || JSON.stringify(before) !== JSON.stringify(row)) await saveStrategy(tx, row);
}
