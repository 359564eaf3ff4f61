import type { Store } from "../../store/handle.ts";

/** Never seen outside this file: it carries the result out of the transaction that must not commit. */
class RolledBack<T> extends Error {
  override readonly name = "RolledBack";
  readonly result: T;

  constructor(result: T) {
    super("rolled back on purpose");
    this.result = result;
  }
}

/**
 * Runs `work` for real in one transaction that is then undone: a dry run takes exactly the road of the real one and
 * leaves nothing behind. Other writers wait meanwhile.
 */
export async function rehearse<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await store.transaction(async (tx) => {
      const inner: Store = { ...store, q: tx.q, transaction: (inside) => inside(tx) };
      throw new RolledBack(await work(inner));
    });
  } catch (cause) {
    if (cause instanceof RolledBack) return cause.result as T;
    throw cause;
  }
}
