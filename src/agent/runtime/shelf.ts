import { err, ok, type Result } from "../../base/result.ts";
import { canBuildWalls } from "../../base/thread/inside-thread.ts";
import { readCard, type StrategyCard } from "../../spec/strategy-kit/read-strategy.ts";
import { builtInStrategies } from "../../strategies/registry.ts";
import { locatePackage } from "./locate-package.ts";
import type { StrategyPlace } from "./place.ts";
import { describeInThread, type ThreadPlan } from "./run-thread.ts";

/** What a strategy that came with Millrace says for its source. */
export const builtIn = "built-in";

/** A strategy that can be run, and where it came from. */
export type Shelved = {
  readonly source: string;
  readonly version: string;
  readonly plan: ThreadPlan;
};

/** A strategy that is named somewhere, and what it says of itself, or why it cannot run. */
export type Found = {
  readonly source: string;
  readonly version: string;
  readonly card: Result<StrategyCard, string>;
};

/** Every strategy there is: those that came with Millrace, and those that the configuration names. */
export async function lookAround(place: StrategyPlace, signal: AbortSignal): Promise<readonly Found[]> {
  const own = builtInStrategies.map(({ strategy }) => ({
    source: builtIn,
    version: "",
    card: readCard(strategy),
  }));
  const named: Found[] = [];
  for (const source of place.named) named.push(await lookAt(place, source, signal));
  return [...own, ...named];
}

async function lookAt(place: StrategyPlace, source: string, signal: AbortSignal): Promise<Found> {
  const shelved = takePackage(place, source);
  if (!shelved.ok) return { source, version: "", card: shelved };
  const { version, plan } = shelved.value;
  const described = await describeInThread(plan, signal);
  if (described.kind === "card") return { source, version, card: ok(described.card) };
  const why = described.kind === "stopped" ? described.sentence : "It does not say what it is.";
  return { source, version, card: err(why) };
}

/** Where a strategy of this source and id lies. The error is one sentence. */
export function takeDown(place: StrategyPlace, source: string, id: string): Result<Shelved, string> {
  if (source !== builtIn) return takePackage(place, source);
  const found = builtInStrategies.find(({ strategy }) => strategy.id === id);
  if (!found) return err("It does not come with this version of Millrace any more.");
  return ok({ source, version: "", plan: { module: found.module, roots: [ownRoot], ...ceilings(place) } });
}

function takePackage(place: StrategyPlace, source: string): Result<Shelved, string> {
  if (!canBuildWalls())
    return err("This runtime cannot keep foreign code from disk and network; run Millrace with Node to use it.");
  const located = locatePackage(place.dataDir, source);
  if (!located.ok) return located;
  const { module, root, version } = located.value;
  return ok({ source, version, plan: { module, roots: [root, ...kitRoots], ...ceilings(place) } });
}

function ceilings({ limits }: StrategyPlace): Pick<ThreadPlan, "memoryMb" | "timeMs"> {
  return { memoryMb: limits.memoryMb, timeMs: limits.timeMs };
}

const ownRoot = new URL("../../", import.meta.url).href;
/** What packages may use of Millrace: the contract with its kit, and the nouns. */
const kitRoots = ["spec/", "domain/", "base/"].map((room) => new URL(`../../${room}`, import.meta.url).href);
