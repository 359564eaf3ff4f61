/** Told by what a call that must be pure reached for. */
export class Impure extends Error {
  override readonly name = "Impure";
}

/**
 * Calls `work` while clock and chance are out of reach: whatever asks the machine for either throws an `Impure`. Only
 * for calls that end before they return.
 */
export function pureCall<T>(work: () => T): T {
  const undo = [
    swap(globalThis, "Date", strictDate()),
    swap(Math, "random", () => forbidden("chance (Math.random)")),
    swap(performance, "now", () => forbidden("the clock (performance.now)")),
    swap(crypto, "randomUUID", () => forbidden("chance (crypto.randomUUID)")),
    swap(crypto, "getRandomValues", () => forbidden("chance (crypto.getRandomValues)")),
  ];
  try {
    return work();
  } finally {
    for (const back of undo) back();
  }
}

function forbidden(what: string): never {
  throw new Impure(`It asked for ${what}, but may know only what it is given.`);
}

/** Dates of given moments can be made, the present one cannot. */
function strictDate(): DateConstructor {
  const clock = (): never => forbidden("the clock (Date)");
  return new Proxy(Date, {
    apply: clock,
    construct: (target, args) => (args.length === 0 ? clock() : Reflect.construct(target, args)),
    get: (target, name) => (name === "now" ? clock : Reflect.get(target, name)),
  });
}

function swap(holder: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { value, configurable: true, writable: true });
  return () => {
    if (before) Object.defineProperty(holder, name, before);
    else Reflect.deleteProperty(holder, name);
  };
}
