import type { Seconds } from "./moment.ts";

/** What is going to happen in a world, given out in the order of time, and of planning where times are equal. */
export type EventQueue = {
  plan(at: Seconds, happen: (at: Seconds) => void): void;
  /** Lets everything happen that is due at `now`, in order; what that plans in turn included. */
  runUntil(now: Seconds): void;
  readonly size: number;
};

type Planned = { readonly at: Seconds; readonly order: number; readonly happen: (at: Seconds) => void };

/** A binary heap. */
export function eventQueue(): EventQueue {
  const heap: Planned[] = [];
  let order = 0;
  return {
    get size() {
      return heap.length;
    },
    plan: (at, happen) => {
      heap.push({ at, order: order++, happen });
      rise(heap);
    },
    runUntil: (now) => {
      for (let first = heap[0]; first !== undefined && first.at <= now; first = heap[0]) {
        const last = heap.pop();
        if (heap.length > 0 && last !== undefined) sink(heap, last);
        first.happen(first.at);
      }
    },
  };
}

function before(a: Planned, b: Planned): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function rise(heap: Planned[]): void {
  let place = heap.length - 1;
  const moved = heap[place];
  if (moved === undefined) return;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !before(moved, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = moved;
}

/** Puts `moved` in at the top and lets it fall to its place. */
function sink(heap: Planned[], moved: Planned): void {
  let place = 0;
  for (;;) {
    const left = place * 2 + 1;
    const a = heap[left];
    if (a === undefined) break;
    const b = heap[left + 1];
    const smaller = b !== undefined && before(b, a) ? b : a;
    if (!before(smaller, moved)) break;
    heap[place] = smaller;
    place = smaller === a ? left : left + 1;
  }
  heap[place] = moved;
}
