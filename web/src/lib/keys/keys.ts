import { useEffect, useRef } from "react";
import { keptStore } from "../state/kept.ts";

/** Whether single keys do anything (WCAG 2.1.4: they can be switched off). ⌘K stays. */
export const singleKeysStore = keptStore<boolean>("single-keys", true, (value) =>
  typeof value === "boolean" ? value : undefined,
);

/** Keys by name: `"j"`, `"?"`, `"Escape"`, or two in a row, `"g t"`. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Whether typing there means text: single keys are never taken from it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

const pairWithin = 1_200;
let first: { readonly key: string; readonly at: number } | undefined;
const maps: { current: KeyMap }[] = [];

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!singleKeysStore.get() || isTyping(event.target)) return;
  // An open dialog has its own keys; what lies below it must not move.
  const dialog = document.querySelector("dialog[open]");
  if (dialog && !dialog.contains(event.target as Node)) return;
  const pair = first && event.timeStamp - first.at < pairWithin ? `${first.key} ${event.key}` : undefined;
  const action = find(pair) ?? find(event.key);
  first = action || event.key.length > 1 ? undefined : { key: event.key, at: event.timeStamp };
  if (!action) return;
  event.preventDefault();
  action(event);
}

/** The newest map wins: a list in an open page before the frame. */
function find(key: string | undefined): ((event: KeyboardEvent) => void) | undefined {
  if (key === undefined) return undefined;
  return [...maps].reverse().flatMap((map) => map.current[key] ?? [])[0];
}

/** Listens to single keys as long as the component is there. */
export function useKeys(map: KeyMap): void {
  const own = useRef(map);
  useEffect(() => {
    own.current = map;
  });
  useEffect(() => {
    if (maps.length === 0) window.addEventListener("keydown", onKey);
    maps.push(own);
    return () => {
      maps.splice(maps.indexOf(own), 1);
      if (maps.length === 0) window.removeEventListener("keydown", onKey);
    };
  }, []);
}
