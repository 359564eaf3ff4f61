import type { Chance } from "../sandbox/chance.ts";
import type { Transport } from "../src/base/egress/transport.ts";
import type { Store } from "../src/store/handle.ts";

/** The end of a process: whatever it was doing ends where it is. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** How often a process dies, from 0 to 1: before and behind a commit, and around a call to a platform. */
export type CrashRates = { readonly commit: number; readonly call: number };

/** One life of a process. After its death nothing that it does has any effect. */
export type Life = {
  readonly dead: boolean;
  /** Kills it from outside. */
  end(): void;
  store(store: Store): Store;
  transport(transport: Transport): Transport;
};

/** `onDeath` is told once, with the place. */
export function createLife(chance: Chance, rates: () => CrashRates, onDeath: (where: string) => void): Life {
  let dead = false;
  const die = (where: string): never => {
    if (!dead) onDeath(where);
    dead = true;
    throw new Crash(where);
  };
  const alive = (): void => {
    if (dead) throw new Crash("after its death");
  };
  const strikes = (rate: number): boolean => rate > 0 && chance.hits(rate);
  const plugin: Parameters<Store["q"]["withPlugin"]>[0] = {
    transformQuery: ({ node }) => {
      alive();
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return {
    get dead() {
      return dead;
    },
    end: () => {
      dead = true;
    },
    store: (store) => ({
      ...store,
      q: store.q.withPlugin(plugin),
      transaction: async (work) => {
        alive();
        const value = await store.transaction(async (tx) => {
          alive();
          const done = await work({ ...tx, q: tx.q.withPlugin(plugin) as typeof tx.q });
          alive();
          if (strikes(rates().commit)) die("before a commit");
          return done;
        });
        if (strikes(rates().commit)) die("behind a commit");
        return value;
      },
    }),
    transport: (transport) => ({
      send: async (request) => {
        alive();
        if (strikes(rates().call)) die("before a call");
        const answer = await transport.send(request);
        alive();
        if (strikes(rates().call)) die("behind a call");
        return answer;
      },
      close: () => transport.close(),
    }),
  };
}
