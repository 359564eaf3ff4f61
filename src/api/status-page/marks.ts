import { html } from "hono/html";
import type { Report } from "../../insight/report/report.ts";

type Html = ReturnType<typeof html>;

/** A wheel with water in it. */
export function logo(): Html {
  return html`<svg viewBox="0 0 32 32" aria-hidden="true"><defs><clipPath id="w"><circle cx="16" cy="16" r="9.2"/></clipPath></defs><g fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"><circle cx="16" cy="16" r="9.6"/><path d="M16 2.3v3M16 26.7v3M2.3 16h3M26.7 16h3M6.3 6.3l2.1 2.1M23.6 23.6l2.1 2.1M25.7 6.3l-2.1 2.1M8.4 23.6l-2.1 2.1"/></g><path clip-path="url(#w)" fill="currentColor" d="M4 17c2-2 4-2 6 0s4 2 6 0 4-2 6 0 4 2 6 0v12H4z"/></svg>`;
}

/** How full the record is: full, half with a wave, or a dashed ring. Always stands beside its words. */
export function levelMark(state: Report["completeness"]["state"]): Html {
  switch (state) {
    case "complete":
      return html`<svg class="level" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7.2" fill="currentColor"/><path class="tick" d="m4.8 8.3 2.2 2.2 4.2-4.6" fill="none" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
    case "at-least":
      return html`<svg class="level part" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path fill="currentColor" d="M2.8 8.3c1.3-1.3 2.6-1.3 3.9 0s2.6 1.3 3.9 0c.9-.9 1.7-1.2 2.6-.9A5.2 5.2 0 0 1 2.8 8.3z"/></svg>`;
    case "nothing-read":
      return html`<svg class="level none" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.6 2.4"/></svg>`;
  }
}

/**
 * A band of a race: what is left is water, what was taken is hatched. Both ends as parts of the whole, 0–1; nothing is
 * drawn for what is not there.
 */
export function band(from: number, to: number, kind: "water" | "taken"): Html {
  const [start, end] = [from, to].map((part) => Math.min(1, Math.max(0, Number.isFinite(part) ? part : 0)) * 100) as [
    number,
    number,
  ];
  const width = end - start;
  if (width <= 0) return html``;
  // What is there is seen, however small.
  return html`<svg width="100%" height="16" aria-hidden="true"><rect class="${kind}" x="${Math.min(start, 99).toFixed(2)}%" y="0" width="${Math.max(width, 1).toFixed(2)}%" height="16" rx="3"/></svg>`;
}

/** The hatching that bands refer to; once on a page. */
export function hatching(): Html {
  return html`<svg width="0" height="0" aria-hidden="true" focusable="false"><defs><pattern id="taken" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M1 0v5" stroke-width="1.6"/></pattern></defs></svg>`;
}
