import { CutConnection } from "../sandbox/answer.ts";
import type { Chance } from "../sandbox/chance.ts";
import type { Twin } from "../sandbox/twin.ts";
import { type Transport, type WireAnswer, WireError, type WireRequest } from "../src/base/egress/transport.ts";
import { nextTurn, type Timeline } from "./virtual-clock.ts";

/** What the net between us and the platform does. */
export const wireFaults = [
  "wire-lost-before",
  "wire-lost-behind",
  "wire-twice",
  "wire-old-answer",
  "wire-cut-short",
  "wire-garbled",
  "wire-slow",
  "wire-no-name",
] as const;

export type WireFault = (typeof wireFaults)[number];
export type WirePlan = Readonly<Partial<Record<WireFault, number>>>;

export type WireOptions = {
  readonly twin: Twin;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly plan: () => WirePlan;
  /** Told of each fault. */
  readonly onFault: (fault: WireFault) => void;
  /** Told of each request that leaves. */
  readonly onSend: () => void;
  /** Told of each answer that arrives. */
  readonly onAnswer: (answer: WireAnswer) => void;
  /** Told of each request with its answer's status, or the trouble. */
  readonly onCall: (request: WireRequest, outcome: string) => void;
};

/** The way to the twin without a socket, and what goes wrong on it. */
export function createWire(options: WireOptions): Transport {
  const { chance, onCall } = options;
  const last = new Map<string, WireAnswer>();
  const strikes = (fault: WireFault): boolean => {
    const share = options.plan()[fault] ?? 0;
    if (share <= 0 || !chance.hits(share)) return false;
    options.onFault(fault);
    return true;
  };
  return {
    send: async (request) => {
      options.onSend();
      try {
        const answer = await carried(options, request, strikes, last);
        onCall(request, String(answer.status));
        options.onAnswer(answer);
        return answer;
      } catch (cause) {
        onCall(request, cause instanceof WireError ? cause.trouble : String(cause));
        throw cause;
      }
    },
    close: async () => undefined,
  };
}

type Strikes = (fault: WireFault) => boolean;

async function carried(
  options: WireOptions,
  request: WireRequest,
  strikes: Strikes,
  last: Map<string, WireAnswer>,
): Promise<WireAnswer> {
  const { timeline, chance } = options;
  if (request.signal?.aborted) throw new WireError("stopped", "stopped before it was sent");
  // A call takes a while; who else is at work may go first.
  for (let turn = chance.below(3); turn > 0; turn--) await nextTurn();
  timeline.moveTo(timeline.world.now() + 5 + chance.below(60));
  if (strikes("wire-no-name")) throw new WireError("name-unknown", "no such name");
  if (strikes("wire-lost-before")) throw new WireError("connection-refused", "refused");
  if (strikes("wire-slow")) await slowly(timeline, chance, request);
  if (request.method === "GET" && strikes("wire-twice")) await asked(options.twin, request);
  const answer = await asked(options.twin, request);
  const before = last.get(request.url);
  if (request.method === "GET") last.set(request.url, answer);
  if (last.size > 64) last.clear();
  if (strikes("wire-lost-behind")) throw new WireError("connection-lost", "lost");
  if (strikes("wire-cut-short")) throw new WireError("cut-short", "cut short");
  if (strikes("wire-garbled")) return { ...answer, body: answer.body.slice(0, answer.body.length >> 1) };
  return before !== undefined && request.method === "GET" && strikes("wire-old-answer") ? before : answer;
}

async function slowly(timeline: Timeline, chance: Chance, request: WireRequest): Promise<void> {
  const ms = chance.below(2 * request.timeoutMs);
  await timeline.world.sleep(Math.min(ms, request.timeoutMs));
  if (ms >= request.timeoutMs) throw new WireError("timeout", "timed out");
}

async function asked(twin: Twin, { method, url, headers, body }: WireRequest): Promise<WireAnswer> {
  try {
    const response = await twin.fetch(
      new Request(url, { method, headers: { ...headers }, ...(body === undefined ? {} : { body }) }),
    );
    const read = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body: read };
  } catch (cause) {
    if (cause instanceof CutConnection) throw new WireError("cut-short", "cut short", { cause });
    throw cause;
  }
}
