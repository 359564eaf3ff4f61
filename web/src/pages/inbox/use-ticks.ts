import { useState } from "react";
import { useWords } from "../../lib/words/words.ts";
import { toast } from "../../ui/toast-store.ts";
import { type InboxItem, keyOf, mayGoTogether, type WaitingAct } from "./shapes.ts";
import { inboxWords } from "./words.ts";

export type Ticks = {
  /** Undefined while nothing is being selected. */
  readonly keys: ReadonlySet<string> | undefined;
  readonly acts: readonly WaitingAct[];
  /** How many acts wait for a yes and need more than a tick. */
  readonly leftOut: number;
  readonly start: () => void;
  readonly stop: () => void;
  readonly toggle: (key: string) => void;
};

/** What is ticked to be approved together: acts of one kind. Ticking one of another kind begins anew with it. */
export function useTicks(items: readonly InboxItem[]): Ticks {
  const w = useWords(inboxWords);
  const [keys, setKeys] = useState<ReadonlySet<string>>();
  const able = items.filter(mayGoTogether);
  const acts = able.filter((one) => keys?.has(keyOf(one)));
  const toggle = (key: string): void => {
    const one = able.find((item) => keyOf(item) === key);
    if (!one) return;
    const fits = acts.every(({ action }) => action.kind === one.action.kind);
    if (!fits) toast(w.batchNothing);
    const next = new Set(fits ? acts.map(keyOf) : []);
    if (!next.delete(key)) next.add(key);
    setKeys(next);
  };
  return {
    keys,
    acts,
    leftOut: items.filter((one) => one.what === "action" && one.wants === "yes").length - able.length,
    start: () => setKeys(new Set()),
    stop: () => setKeys(undefined),
    toggle,
  };
}
