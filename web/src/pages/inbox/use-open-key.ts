import { useRef } from "react";
import { useGo } from "../../lib/route/link.tsx";
import { type InboxItem, keyOf, placeOf } from "./shapes.ts";

export type OpenKey = {
  readonly openKey: string | undefined;
  /** The matter of this key waits no more: the next one is opened in its place. */
  readonly close: (key: string) => void;
};

/** Which matter is open: that of the address, else the first; once open it stays, whatever else arrives. */
export function useOpenKey(items: readonly InboxItem[], asked: string | undefined, phone: boolean): OpenKey {
  const go = useGo();
  const kept = useRef<string | undefined>(undefined);
  const keys = items.map(keyOf);
  if (kept.current === undefined || !keys.includes(kept.current)) kept.current = keys[0];
  const openKey = asked ?? (phone ? undefined : kept.current);
  const close = (key: string): void => {
    const at = keys.indexOf(key);
    const next = keys[at + 1] ?? keys[at - 1];
    kept.current = next;
    if (asked !== key) return;
    go(phone || next === undefined ? "/inbox" : placeOf(next), { replace: true });
  };
  return { openKey, close };
}
