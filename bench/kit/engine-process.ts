import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export type EngineWish = { readonly folder: string; readonly sandbox: string; readonly token: string };

/** What the engine's process is asked: to say when a sale is booked, or how many messages it keeps. */
export type EngineAsk = { readonly await: string } | { readonly count: true };

export type EngineProcess = {
  /** The address that messages go to. */
  readonly pings: string;
  readonly pid: number;
  /** Resolves when the sale is in the books. */
  booked(sale: string): Promise<void>;
  /** Messages that are stored. */
  kept(): Promise<number>;
  close(): Promise<void>;
};

/** Starts an engine that is connected to a shop. */
export async function startEngine(wish: EngineWish): Promise<EngineProcess> {
  const child = fork(fileURLToPath(new URL("./engine-child.ts", import.meta.url)), [JSON.stringify(wish)]);
  const [{ pings }] = (await once(child, "message")) as [{ readonly pings: string }];
  const waiting = new Map<string, () => void>();
  let counted: ((kept: number) => void) | undefined;
  child.on("message", (said: { readonly booked?: string; readonly kept?: number }) => {
    if (said.kept !== undefined) counted?.(said.kept);
    if (said.booked !== undefined) waiting.get(said.booked)?.();
  });
  return {
    pings,
    pid: child.pid ?? 0,
    booked: (sale) =>
      new Promise((resolve) => {
        waiting.set(sale, resolve);
        child.send({ await: sale });
      }),
    kept: () =>
      new Promise((resolve) => {
        counted = resolve;
        child.send({ count: true });
      }),
    close: async () => {
      child.disconnect();
      await once(child, "exit");
    },
  };
}
