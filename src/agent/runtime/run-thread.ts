import type { Millis } from "../../base/clock.ts";
import { startThread, type ThreadEnd } from "../../base/thread/start-thread.ts";
import type { ParamValue, Rights } from "../../spec/strategy.ts";
import { isRecord, readCard, type StrategyCard } from "../../spec/strategy-kit/read-strategy.ts";
import { rightsKey } from "../../spec/strategy-kit/rights-text.ts";
import type { StrategyDoor } from "./door.ts";
import {
  type FromThread,
  readsMax,
  type ThreadStart,
  type ToThread,
  type ViewHead,
  type ViewPart,
} from "./protocol.ts";

/** Where a strategy's module lies, and what it may use up. */
export type ThreadPlan = {
  readonly module: string;
  readonly roots: readonly string[];
  readonly memoryMb: number;
  readonly timeMs: Millis;
};

/** What a strategy is given to run with. */
export type ThreadWork = {
  /** What the owner has allowed, which may be less than what the module says by now. */
  readonly rights: Rights;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly head: ViewHead;
  readonly parts: AsyncIterable<ViewPart>;
  readonly door: StrategyDoor | undefined;
  readonly signal: AbortSignal;
};

/** Why a strategy was ended before it was done. Stable, for records and alerts. */
export type StopCode =
  | "memory"
  | "time"
  /** It asked for a host that is not among its rights. */
  | "host"
  /** It reached for a part of the runtime, or a file, that no strategy may have. */
  | "reached"
  /** It declares other rights than those that were allowed. */
  | "rights"
  | "threw"
  | "broken"
  | "flood"
  | "interrupted";

export type ThreadResult =
  | { readonly kind: "card"; readonly card: StrategyCard }
  /** Both as they came: not looked at yet. */
  | { readonly kind: "proposals"; readonly proposals: unknown; readonly metrics: unknown }
  | { readonly kind: "waits"; readonly missing: readonly string[] }
  | { readonly kind: "stopped"; readonly code: StopCode; readonly sentence: string };

const entry = new URL("./in-thread.ts", import.meta.url);
/** More messages than any strategy has reason to send. */
const messagesMax = readsMax + 20;

/** Loads a strategy far away from everything else and gives what it says of itself. */
export function describeInThread(plan: ThreadPlan, signal: AbortSignal): Promise<ThreadResult> {
  return inThread(plan, {}, signal, undefined);
}

/** Runs a strategy once. Never rejects for what the strategy does. */
export function runInThread(plan: ThreadPlan, work: ThreadWork): Promise<ThreadResult> {
  return inThread(plan, work.params, work.signal, work);
}

async function inThread(
  plan: ThreadPlan,
  params: ThreadStart["params"],
  signal: AbortSignal,
  work: ThreadWork | undefined,
): Promise<ThreadResult> {
  const start: ThreadStart = { module: plan.module, roots: plan.roots, params };
  let result: ThreadResult | undefined;
  let trouble: { readonly cause: unknown } | undefined;
  let messages = 0;
  const onMessage = (message: unknown): void => {
    messages += 1;
    const heard = messages > messagesMax ? flood : hear(message, work, result !== undefined);
    if (heard.do === "keep" || heard.do === "end") result = heard.result;
    if (heard.do === "end" || heard.do === "over") thread.stop();
    if (heard.do === "read") answer(heard, thread.send);
    if (heard.do === "feed") {
      feed(heard.work, thread.send).catch((cause: unknown) => {
        trouble = { cause };
        thread.stop();
      });
    }
  };
  const thread = startThread({ entry, start, memoryMb: plan.memoryMb, timeMs: plan.timeMs, onMessage });
  const abort = (): void => {
    result = stop("interrupted", "The engine ended in the middle of it.");
    thread.stop();
  };
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  const end = await thread.end;
  signal.removeEventListener("abort", abort);
  // What went wrong on our side while it was fed is not the strategy's fault.
  if (trouble) throw trouble.cause;
  return endOf(end, plan, result);
}

function stop(code: StopCode, sentence: string): ThreadResult {
  return { kind: "stopped", code, sentence };
}

type Read = { readonly do: "read"; readonly id: number; readonly url: URL; readonly work: ThreadWork };

/** What to do about a message. */
type Heard =
  | { readonly do: "nothing" }
  | { readonly do: "keep" | "end"; readonly result: ThreadResult }
  | { readonly do: "feed"; readonly work: ThreadWork }
  | Read
  | { readonly do: "over" };

const flood: Heard = { do: "end", result: stop("flood", "It sends more than it is asked for.") };

function hear(message: unknown, work: ThreadWork | undefined, hasResult: boolean): Heard {
  const end = (code: StopCode, sentence: string): Heard => ({ do: "end", result: stop(code, sentence) });
  const told = readMessage(message);
  switch (told?.kind) {
    case undefined:
      return end("broken", "It answers in a way that this Millrace does not know.");
    case "card": {
      const card = readCard(told.card);
      if (!card.ok) return end("broken", card.error);
      if (work && rightsKey(card.value.rights) !== rightsKey(work.rights))
        return end("rights", "It declares other rights than those that you allowed.");
      return work ? { do: "feed", work } : { do: "end", result: { kind: "card", card: card.value } };
    }
    case "broken":
      return end("broken", told.sentence.slice(0, 300));
    case "threw":
      return hasResult ? { do: "nothing" } : end("threw", told.sentence.slice(0, 300));
    case "reached":
      return end(told.what.startsWith("host:") ? "host" : "reached", reachedText(told.what));
    case "read": {
      const url = URL.canParse(told.url) ? new URL(told.url) : undefined;
      const may = url?.protocol === "https:" && work?.rights.hosts.includes(url.host);
      if (may && work) return { do: "read", id: told.id, url, work };
      return end("host", reachedText(`host:${url?.host ?? told.url.slice(0, 100)}`));
    }
    case "waits":
      return { do: "keep", result: { kind: "waits", missing: textsOf(told.missing) } };
    case "proposals":
      return { do: "keep", result: { kind: "proposals", proposals: told.proposals, metrics: told.metrics } };
    case "over":
      return { do: "over" };
  }
}

function endOf(end: ThreadEnd, plan: ThreadPlan, result: ThreadResult | undefined): ThreadResult {
  if (end.kind === "memory") return stop("memory", `It took more than ${plan.memoryMb} MB of memory.`);
  if (end.kind === "time") return stop("time", `It did not end within ${plan.timeMs / 1_000} seconds.`);
  if (end.kind === "threw") return stop("threw", end.message === "" ? "It failed without a word." : end.message);
  return result ?? stop("broken", "It ended without an answer.");
}

async function feed(work: ThreadWork, send: (message: ToThread) => void): Promise<void> {
  for await (const part of work.parts) send({ kind: "part", part });
  send({ kind: "run", head: work.head });
}

function answer({ id, url, work }: Read, send: (message: ToThread) => void): void {
  const answering = work.door?.read(url, work.signal) ?? Promise.resolve(noDoor);
  answering.then(
    (got) =>
      send(
        got.ok
          ? { kind: "answer", id, status: got.status, text: got.text }
          : { kind: "no-answer", id, sentence: got.sentence },
      ),
    () => send({ kind: "no-answer", id, sentence: "It could not be read." }),
  );
}

const noDoor = { ok: false, sentence: "Nothing can be read from the internet here." } as const;

function reachedText(what: string): string {
  return what.startsWith("host:")
    ? `It asked for ${what.slice(5) || "the internet"}, which is not among the hosts that you allowed.`
    : `It reached for "${what.slice(0, 100)}", which no strategy may have.`;
}

/** Looks at every value: the thread is code of others. */
function readMessage(message: unknown): FromThread | undefined {
  if (!isRecord(message)) return undefined;
  const { kind, card, sentence, what, id, url, missing, proposals, metrics } = message;
  switch (kind) {
    case "card":
      return { kind, card };
    case "broken":
    case "threw":
      return typeof sentence === "string" ? { kind, sentence } : undefined;
    case "reached":
      return typeof what === "string" ? { kind, what } : undefined;
    case "read":
      return typeof id === "number" && typeof url === "string" ? { kind, id, url } : undefined;
    case "waits":
      return { kind, missing };
    case "proposals":
      return { kind, proposals, metrics };
    case "over":
      return { kind };
    default:
      return undefined;
  }
}

function textsOf(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  return texts.length === 0
    ? ["It does not say what it waits for."]
    : texts.slice(0, 10).map((one) => one.slice(0, 300));
}
