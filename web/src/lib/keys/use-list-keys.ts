import { type RefObject, useRef } from "react";
import { useKeys } from "./keys.ts";

/**
 * `j` and `k` move the focus through the links or buttons marked `data-row` inside the element, `x` is left to the page;
 * Enter does what the focused row does by itself.
 */
export function useListKeys<E extends HTMLElement>(): RefObject<E | null> {
  const list = useRef<E>(null);
  const move = (step: 1 | -1): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement || row.getAttribute("aria-current") === "true");
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  return list;
}
