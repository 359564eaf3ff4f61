/** Puts things back as they were. */
export type Unguard = () => void;

/** Where code stands that must take time and chance from outside. Test files and packages may do as they like. */
const ours = /\/(?:src|sandbox|sim)\/(?!.*\.test\.ts)[^\n]*\.ts/;

/**
 * Until it is undone, the machine's time, chance, timers and network throw when the product or the twin reaches for
 * them: what is simulated then depends on the seed alone.
 */
export function guardGlobals(): Unguard {
  const real = {
    Date: globalThis.Date,
    random: Math.random,
    setTimeout: globalThis.setTimeout,
    setInterval: globalThis.setInterval,
    fetch: globalThis.fetch,
    uuid: crypto.randomUUID,
    fill: crypto.getRandomValues,
  };
  const refuse = (what: string): void => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 5;
    const { stack = "" } = new Error(what);
    Error.stackTraceLimit = stackTraceLimit;
    if (isOurs(stack)) throw new Error(`${what} was used inside a simulation`);
  };
  const guarded = <T extends (...given: never[]) => unknown>(what: string, call: T): T =>
    ((...given: never[]) => {
      refuse(what);
      return call(...given);
    }) as T;
  const GuardedDate: DateConstructor = new Proxy(real.Date, {
    construct: (target, given: unknown[], newTarget): object => {
      if (given.length === 0) refuse("new Date()");
      return Reflect.construct(target, given, newTarget === GuardedDate ? target : newTarget);
    },
    get: (target, name, receiver) => {
      if (name === "now") return guarded("Date.now", () => target.now());
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  globalThis.Date = GuardedDate;
  Math.random = guarded("Math.random", real.random);
  globalThis.setTimeout = guarded("setTimeout", real.setTimeout as never) as typeof setTimeout;
  globalThis.setInterval = guarded("setInterval", real.setInterval as never) as typeof setInterval;
  globalThis.fetch = guarded("fetch", real.fetch);
  crypto.randomUUID = guarded("crypto.randomUUID", real.uuid.bind(crypto));
  crypto.getRandomValues = guarded("crypto.getRandomValues", real.fill.bind(crypto) as never) as typeof real.fill;
  return () => {
    globalThis.Date = real.Date;
    Math.random = real.random;
    globalThis.setTimeout = real.setTimeout;
    globalThis.setInterval = real.setInterval;
    globalThis.fetch = real.fetch;
    crypto.randomUUID = real.uuid;
    crypto.getRandomValues = real.fill;
  };
}

/** Whoever called: packages that look at the time and do nothing with it are let be; the hash of two runs tells. */
function isOurs(stack: string): boolean {
  const caller = stack
    .split("\n")
    .find((line) => /^\s+at /.test(line) && !line.includes("/guards.ts") && !line.includes("at Reflect."));
  return caller !== undefined && !caller.includes("node_modules") && ours.test(caller);
}
