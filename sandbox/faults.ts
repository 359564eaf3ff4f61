import type { Clock, Millis } from "../src/base/clock.ts";
import type { Answer } from "./answer.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { type FaultKind, type FaultPlan, noFaults, type PingFault, type RequestFault } from "./fault-plan.ts";
import { type Listing, spoilRows } from "./spoil-rows.ts";

/** Makes things go wrong, from a stream of chance of its own: the world behind it is the same with and without. */
export type Faults = {
  plan: FaultPlan;
  /** How often each really happened. */
  readonly counts: Partial<Record<FaultKind, number>>;
  /** Switches everything off; the counts stay. */
  heal(): void;
  /** Before the work: what is answered in its place, if anything. Slowness has passed when it resolves. */
  before(): Promise<Answer | undefined>;
  /** The moment that the copy which answers has seen: now, or earlier. */
  asOf(now: Millis): Millis;
  /** After the work: the answer, maybe spoilt. `listing` tells what kind of answer it is. */
  after(answer: Answer, listing: Listing | undefined): Answer;
  /** What the server's clock says. */
  date(now: Millis): Millis;
  /** Whether this happens to a message now. */
  strikes(kind: PingFault): boolean;
  readonly chance: Chance;
};

export function createFaults(seed: number, clock: Clock, initial: FaultPlan = noFaults): Faults {
  const chance = chanceOf(seed, 0xfa01);
  const counts: Partial<Record<FaultKind, number>> = {};
  const count = (kind: FaultKind): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  const window = { began: 0, used: 0 };
  const strikes = (kind: RequestFault | PingFault): boolean => {
    const share = faults.plan.shares[kind] ?? 0;
    // Nothing is drawn for what never happens, so that one kind alone can be switched on in the same order.
    if (share <= 0 || !chance.hits(share)) return false;
    count(kind);
    return true;
  };
  const faults: Faults = {
    plan: initial,
    counts,
    chance,
    strikes,
    heal: () => {
      faults.plan = noFaults;
    },
    before: async () => {
      const now = clock.now();
      const limited = limit(faults.plan, window, now);
      if (limited) count("rate-limit");
      if (limited) return limited;
      const span = faults.plan.spans.find((one) => now >= one.from && now < one.to);
      if (span) count(span.kind);
      if (span) return span.kind === "outage" ? page(503, "Service Unavailable") : nothing(401);
      if (strikes("slow")) await clock.sleep(1 + chance.below(faults.plan.slowMsMax));
      return failed(strikes, faults.plan);
    },
    asOf: (now) => (strikes("stale") ? now - chance.below(faults.plan.staleMsMax) : now),
    after: (answer, listing) => {
      const rows =
        listing === undefined
          ? answer
          : spoilRows(answer, listing, { strikes, chance, count, share: (kind) => faults.plan.shares[kind] ?? 0 });
      return withLimit(spoilText(rows, strikes), faults.plan, window);
    },
    date: (now) => {
      if (!strikes("clock-skew")) return now;
      return now + chance.below(2 * faults.plan.skewMsMax) - faults.plan.skewMsMax;
    },
  };
  return faults;
}

type Strikes = (kind: RequestFault) => boolean;

/** What a server says that cannot do its work. */
function failed(strikes: Strikes, plan: FaultPlan): Answer | undefined {
  if (strikes("throttled")) return { status: 429, contentType: "text/plain", body: "Retry later\n" };
  if (strikes("throttled-with-time")) return throttled(plan.retryAfterSeconds);
  if (strikes("error-500")) return { status: 500, contentType: "application/json", body: '{"status":500}' };
  if (strikes("error-502")) return { status: 502, contentType: "text/plain", body: "" };
  if (strikes("error-503")) return { status: 503, contentType: "text/plain", body: "" };
  if (strikes("html-200")) return page(200, "We'll be right back");
  if (strikes("html-502")) return page(502, "Bad gateway");
  return undefined;
}

function throttled(seconds: number): Answer {
  return {
    status: 429,
    contentType: "text/plain",
    body: "Retry later\n",
    headers: { "retry-after": String(seconds) },
  };
}

function page(status: number, title: string): Answer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, contentType: "text/html; charset=utf-8", body };
}

function nothing(status: number): Answer {
  return { status, contentType: "text/html", body: "" };
}

function spoilText(answer: Answer, strikes: Strikes): Answer {
  if (strikes("truncated")) return { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length * 0.6)) };
  if (strikes("wrong-type")) return { ...answer, contentType: "text/html; charset=utf-8" };
  if (strikes("cut")) return { ...answer, cut: true };
  return answer;
}

type Window = { began: Millis; used: number };

function limit(plan: FaultPlan, window: Window, now: Millis): Answer | undefined {
  if (plan.rateLimit === undefined) return undefined;
  const { requests, windowMs } = plan.rateLimit;
  if (now >= window.began + windowMs || now < window.began) {
    window.began = now - (now % windowMs);
    window.used = 0;
  }
  if (window.used >= requests) return throttled(Math.max(1, Math.ceil((window.began + windowMs - now) / 1_000)));
  window.used += 1;
  return undefined;
}

function withLimit(answer: Answer, plan: FaultPlan, window: Window): Answer {
  if (plan.rateLimit === undefined) return answer;
  const { requests, windowMs } = plan.rateLimit;
  const headers = {
    ...answer.headers,
    "x-ratelimit-limit": String(requests),
    "x-ratelimit-remaining": String(requests - window.used),
    "x-ratelimit-reset": String(Math.ceil((window.began + windowMs) / 1_000)),
  };
  return { ...answer, headers };
}
