import { type RefObject, useEffect, useRef } from "react";

/** How far a finger goes before it counts, in CSS pixels. */
const far = 96;

type Swipe = { readonly on: boolean; readonly onRight: () => void; readonly onLeft: () => void };

/**
 * Right and left with a finger, each doubled by a button. The card follows the finger; going back, or up and down, does
 * nothing.
 */
export function useSwipe(swipe: Swipe): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(swipe);
  useEffect(() => {
    latest.current = swipe;
  });
  useEffect(() => {
    const card = element.current;
    if (!card || !swipe.on) return;
    card.dataset["swipe"] = "";
    let start: { readonly x: number; readonly y: number } | undefined;
    let moved = 0;
    const put = (x: number): void => {
      moved = x;
      card.style.transform = x === 0 ? "" : `translateX(${x}px)`;
    };
    const down = (event: PointerEvent): void => {
      if (event.pointerType === "touch") start = { x: event.clientX, y: event.clientY };
    };
    const move = (event: PointerEvent): void => {
      if (!start) return;
      const [x, y] = [event.clientX - start.x, event.clientY - start.y];
      put(Math.abs(x) < 12 || Math.abs(x) < 2 * Math.abs(y) ? 0 : x);
    };
    const up = (): void => {
      const went = moved;
      start = undefined;
      put(0);
      if (went > far) latest.current.onRight();
      if (went < -far) latest.current.onLeft();
    };
    const cancel = (): void => {
      start = undefined;
      put(0);
    };
    card.addEventListener("pointerdown", down);
    card.addEventListener("pointermove", move);
    card.addEventListener("pointerup", up);
    card.addEventListener("pointercancel", cancel);
    return () => {
      delete card.dataset["swipe"];
      card.removeEventListener("pointerdown", down);
      card.removeEventListener("pointermove", move);
      card.removeEventListener("pointerup", up);
      card.removeEventListener("pointercancel", cancel);
    };
  }, [swipe.on]);
  return element;
}
