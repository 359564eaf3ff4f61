import type { Clock, Millis } from "../clock.ts";
import { limits } from "../limits.ts";
import { type Log, silentLog } from "../log.ts";
import type { Random } from "../random.ts";
import { err, type Result } from "../result.ts";
import { type Breaker, createBreaker } from "./breaker.ts";
import { spanOf } from "./bucket.ts";
import type { Buckets } from "./buckets.ts";
import { type Base, baseOf, callUrl } from "./call-url.ts";
import { answerOf, failureOfError } from "./classify.ts";
import type { Failure } from "./failure.ts";
import { createGate, type Gate } from "./gate.ts";
import type { Answer, Call, Http, RateLimit } from "./http.ts";
import { skewOf, toldBy } from "./limit-headers.ts";
import { reactions } from "./reactions.ts";
import { type Transport, type WireAnswer, WireError } from "./transport.ts";

export type HttpOptions = {
  /** Its name in the log: "gumroad". */
  readonly service: string;
  /** Its name in sentences: "Gumroad". */
  readonly title: string;
  /** Scheme, host and the path that all calls begin with. No call leaves it. */
  readonly baseUrl: string;
  /** True: `baseUrl` must be http on this machine. Otherwise it must be https, and never on this machine. */
  readonly sandbox?: boolean;
  readonly limits: readonly RateLimit[];
  /** Where their permits are counted; in this process when absent. */
  readonly buckets?: Buckets | undefined;
  /** `networkTransport()`, or in a simulation an object that answers by itself. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: Log;
};

type Door = HttpOptions & {
  readonly base: Base;
  readonly gate: Gate;
  readonly breaker: Breaker;
  readonly log: Log;
  /** How often in a row the service said "too many requests". */
  refusals: number;
  skew: Millis | undefined;
  /** What the service failed with last: what is said of it while it is left alone. */
  trouble: Failure | undefined;
};

/**
 * The door to one service. Make one for each account or address of a service whose limits are counted together, and
 * keep it: limits and breaker live in it. Throws a `ProblemError` when `baseUrl` is not allowed.
 */
export function createHttp(options: HttpOptions): Http & { skewMs(): Millis | undefined } {
  const door: Door = {
    ...options,
    log: options.log ?? silentLog,
    base: baseOf(options.baseUrl, options.sandbox ?? false),
    gate: createGate(options.limits, options.clock, options.buckets),
    breaker: createBreaker(options.clock),
    refusals: 0,
    skew: undefined,
    trouble: undefined,
  };
  return {
    call: (call) => withTries(door, call),
    quota: () => door.gate.quota(),
    skewMs: () => (Math.abs(door.skew ?? 0) > limits.clockSkewMsMax ? door.skew : undefined),
  };
}

async function withTries(door: Door, call: Call): Promise<Result<Answer, Failure>> {
  const url = callUrl(door.base, call);
  if (!url.ok) return err(ourMistake(door, url.error));
  const bad = badHeader(call.headers ?? {});
  if (bad !== undefined) return err(ourMistake(door, bad));
  const triesMax = call.method === "GET" ? limits.httpTriesMax : 1;
  let last: Failure | undefined;
  for (let attempt = 1; ; attempt++) {
    const latest = await once(door, call, { url: url.value, attempt });
    const result: Result<Answer, Failure> = last === undefined ? latest : restingBecause(latest, last);
    if (result.ok || attempt >= triesMax || call.signal?.aborted || !reactions[result.error.kind].retry) return result;
    last = result.error;
    const now = door.clock.now();
    const wait = Math.max(pauseBefore(attempt + 1, door.random), (result.error.retryAt ?? now) - now);
    if (wait > limits.httpRetryPauseMsMax) return result;
    try {
      await door.clock.sleep(wait, call.signal);
    } catch {
      // Only the signal ends a sleep early; what is known of the service is what it said before.
      return result;
    }
  }
}

/** Where a service is left alone from this call on, what it did says more than that it is left alone. */
function restingBecause(latest: Result<Answer, Failure>, before: Failure): Result<Answer, Failure> {
  if (latest.ok || latest.error.code !== "resting" || latest.error.retryAt === undefined) return latest;
  return err({ ...before, retryAt: latest.error.retryAt });
}

async function once(
  door: Door,
  call: Call,
  wire: { readonly url: string; readonly attempt: number },
): Promise<Result<Answer, Failure>> {
  const resting = restingFailure(door);
  if (resting !== undefined) return err(resting);
  try {
    const passed = await door.gate.pass(call, limits.httpPermitWaitMsMax);
    if (!passed.passed) return err(queueFailure(door, passed.freeAt));
  } catch {
    return err(failureOfError(new WireError("stopped", "stopped while waiting for a permit"), door.title));
  }
  const restingNow = restingFailure(door);
  if (restingNow !== undefined) return err(restingNow);
  const leave = door.breaker.enter();
  const startedAt = door.clock.now();
  let answer: WireAnswer | undefined;
  let result: Result<Answer, Failure>;
  try {
    answer = await door.transport.send({
      method: call.method,
      url: wire.url,
      headers: { accept: "application/json", "user-agent": "Millrace", ...lowerCased(call.headers ?? {}) },
      ...(call.body === undefined ? {} : { body: call.body }),
      bytesMax: call.bytesMax ?? limits.httpBodyBytesMax,
      timeoutMs: call.timeoutMs ?? limits.httpTimeoutMs,
      loopback: door.sandbox ?? false,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
    result = answerOf(answer, { title: door.title, startedAt, now: door.clock.now() });
  } catch (error) {
    result = err(failureOfError(error, door.title));
  }
  leave(outcomeOf(result));
  if (!result.ok && outcomeOf(result) === "failed") door.trouble = result.error;
  if (answer !== undefined) result = learn(door, call, answer, result);
  note(door, call, { startedAt, answer, result, attempt: wire.attempt });
  return result;
}

/** Takes from an answer what it says about limits and clocks; a refusal without a time gets one. */
function learn(door: Door, call: Call, answer: WireAnswer, result: Result<Answer, Failure>): Result<Answer, Failure> {
  const now = door.clock.now();
  const header = (name: string): string | undefined => answer.headers[name];
  door.skew = skewOf(header, now) ?? door.skew;
  const told = toldBy(header, now);
  door.gate.told(call, told);
  if (result.ok || result.error.kind !== "rate-limit") {
    if (result.ok) door.refusals = 0;
    return result;
  }
  const pause = Math.min(limits.httpRefusedPauseMs * 2 ** door.refusals, limits.httpRefusedPauseMsMax);
  door.refusals = Math.min(door.refusals + 1, 30);
  const retryAt = result.error.retryAt ?? told.closedUntil ?? now + pause;
  door.gate.told(call, { closedUntil: retryAt });
  return err({ ...result.error, retryAt });
}

function outcomeOf(result: Result<Answer, Failure>): "answered" | "failed" | "unknown" {
  if (result.ok) return "answered";
  if (result.error.code === "stopped") return "unknown";
  return result.error.kind === "transient" ? "failed" : "answered";
}

type Noted = {
  readonly startedAt: Millis;
  readonly answer: WireAnswer | undefined;
  readonly result: Result<Answer, Failure>;
  readonly attempt: number;
};

/** One line for each request. Of the query only the names are shown; headers and bodies never are. */
function note(door: Door, call: Call, noted: Noted): void {
  const names = Object.keys(call.query ?? {});
  const fields = {
    service: door.service,
    method: call.method,
    path: names.length === 0 ? call.path : `${call.path}?${names.join("&")}`,
    ms: door.clock.now() - noted.startedAt,
    attempt: noted.attempt,
    ...(noted.answer === undefined ? {} : { status: noted.answer.status, bytes: noted.answer.body.length }),
    ...(noted.result.ok ? {} : { failure: noted.result.error.code }),
  };
  door.log.debug(fields, noted.result.ok ? `${door.title} answered.` : noted.result.error.sentence);
}

function restingFailure(door: Door): Failure | undefined {
  const retryAt = door.breaker.restsUntil();
  if (retryAt === undefined) return undefined;
  // That it is left alone for a while is our doing; what a person wants to know is what it does.
  const { sentence, fix } = door.trouble ?? { sentence: `${door.title} does not answer.` };
  return { kind: "transient", code: "resting", sentence, ...(fix ? { fix } : {}), retryAt };
}

function queueFailure(door: Door, retryAt: Millis): Failure {
  // Permits are back within a span; a longer wait is one that the service asked for.
  const isAsked = retryAt - door.clock.now() > Math.max(0, ...door.limits.map(spanOf));
  const sentence = isAsked
    ? `${door.title} asks to call less often.`
    : `The number of calls that ${door.title} allows is used up for now.`;
  return { kind: "rate-limit", code: "used-up", sentence, retryAt };
}

function ourMistake(door: Door, clause: string): Failure {
  return {
    kind: "fatal",
    code: "bad-call",
    sentence: `A call to ${door.title} was not sent because ${clause}.`,
    fix: "This is a mistake in Millrace; please report it.",
  };
}

/** Doubled for each further try; half of it is chance, so that many who failed together do not return together. */
function pauseBefore(attempt: number, random: Random): Millis {
  const whole = Math.min(limits.httpRetryPauseMs * 2 ** (attempt - 2), limits.httpRetryPauseMsMax);
  return Math.round(whole / 2 + (whole / 2) * ((random.bytes(1)[0] ?? 0) / 255));
}

/** Headers that decide where a request goes or where it ends are the door's. */
const own = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
]);

function badHeader(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return "the name of a header is none";
    if (own.has(name.toLowerCase())) return `the header ${name.toLowerCase()} is not for callers to set`;
    if (!/^[\t\x20-\x7e]*$/.test(value))
      return `the value of its header ${name.toLowerCase()} holds characters that none may hold`;
  }
  return undefined;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
