import type { Handle } from "./handle.ts";

/**
 * The same handle, whose reads let others go on: after a read it awaits `pause`, which says itself whether it is time.
 * The embedded engine answers at once, so a long walk through the books would otherwise keep everything else waiting.
 */
export function breathing<H extends Handle>(handle: H, pause: () => Promise<void>): H {
  const q = handle.q.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      await pause();
      return result;
    },
  });
  return { ...handle, q };
}
