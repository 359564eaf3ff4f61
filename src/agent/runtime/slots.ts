/** A number of places that those who wait take by priority; equal ones in the order in which they came. */
export type Slots = {
  /** Resolves with what gives the place back. Rejects when the signal aborts before there was one. */
  take(priority: number, signal: AbortSignal): Promise<() => void>;
};

type Waiter = { readonly priority: number; readonly begin: () => void };

export function createSlots(count: number): Slots {
  let free = count;
  const line: Waiter[] = [];
  const release = (): void => {
    const next = line.shift();
    if (next) next.begin();
    else free += 1;
  };
  const once = (): (() => void) => {
    let given = false;
    return () => {
      if (!given) release();
      given = true;
    };
  };
  return {
    take: (priority, signal) => {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return Promise.resolve(once());
      }
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          line.splice(line.indexOf(waiter), 1);
          reject(signal.reason);
        };
        const waiter: Waiter = {
          priority,
          begin: () => {
            signal.removeEventListener("abort", leave);
            resolve(once());
          },
        };
        const behind = line.findIndex((one) => one.priority < priority);
        line.splice(behind < 0 ? line.length : behind, 0, waiter);
        signal.addEventListener("abort", leave, { once: true });
      });
    },
  };
}
