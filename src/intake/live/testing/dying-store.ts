import type { KyselyPlugin } from "kysely";
import type { Store } from "../../../store/handle.ts";

/** Where a program is killed: behind the n-th statement, or before or behind the n-th commit; counted from 1. */
export type Death = { readonly at: "statement" | "before-commit" | "after-commit"; readonly n: number };

export const killed = "killed";

/** A store whose program is killed there. What was not committed then is gone, as after kill -9. */
export function dyingStore(store: Store, death: Death): Store {
  let statements = 0;
  let commits = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (death.at === "statement" && ++statements === death.n) throw new Error(killed);
      return result;
    },
  };
  return {
    ...store,
    transaction: async (work) => {
      commits += 1;
      const mine = commits === death.n;
      const value = await store.transaction(async (tx) => {
        const done = await work({ ...tx, q: tx.q.withPlugin(plugin) });
        if (mine && death.at === "before-commit") throw new Error(killed);
        return done;
      });
      if (mine && death.at === "after-commit") throw new Error(killed);
      return value;
    },
  };
}
