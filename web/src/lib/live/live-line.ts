/** What the live connection tells every page of this browser. */
export type LiveNews =
  | { readonly kind: "open" }
  | { readonly kind: "lost" }
  | { readonly kind: "change"; readonly topics: readonly string[] };

/** Anything that opens an event stream; the browser's `EventSource` fits. */
export type Source = {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
};

export type Timers = {
  later(run: () => void, millis: number): number;
  cancel(timer: number): void;
};

export const lostAfter = 5_000;
export const batchEvery = 1_000;

/**
 * One event stream turned into news: changes are gathered and told once a second at most; a connection that stays away
 * for five seconds is told as lost, and when it is back everything may have changed (`topics: []`).
 * Answers a function that closes it.
 */
export function liveLine(open: () => Source, tell: (news: LiveNews) => void, timers: Timers): () => void {
  const topics = new Set<string>();
  let batch: number | undefined;
  let lost: number | undefined;
  let isLost = false;

  const flush = (): void => {
    batch = undefined;
    tell({ kind: "change", topics: [...topics] });
    topics.clear();
  };
  const onOpen = (): void => {
    if (lost !== undefined) timers.cancel(lost);
    lost = undefined;
    tell({ kind: "open" });
    if (isLost) tell({ kind: "change", topics: [] });
    isLost = false;
  };
  const source = open();
  source.addEventListener("open", onOpen);
  source.addEventListener("change", (event) => {
    for (const topic of topicsOf(event.data)) topics.add(topic);
    if (topics.size > 0) batch ??= timers.later(flush, batchEvery);
  });
  source.addEventListener("error", () => {
    lost ??= timers.later(() => {
      isLost = true;
      tell({ kind: "lost" });
    }, lostAfter);
  });
  return () => {
    source.close();
    if (batch !== undefined) timers.cancel(batch);
    if (lost !== undefined) timers.cancel(lost);
  };
}

/** The topics of one `change` event; none of a text that is not what we expect. */
export function topicsOf(data: unknown): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(String(data));
    const topics = (parsed as { topics?: unknown } | null)?.topics;
    return Array.isArray(topics) ? topics.filter((topic) => typeof topic === "string") : [];
  } catch {
    return [];
  }
}
