import { type LiveNews, liveLine } from "./live-line.ts";

/** The live line on the browser's own event stream, which connects again by itself; a refused one is tried again. */
export function browserLine(tell: (news: LiveNews) => void, path = "/api/v1/live"): () => void {
  let close = (): void => {};
  let again: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const connect = (): void => {
    let source: EventSource | undefined;
    close = liveLine(
      () => {
        source = new EventSource(path);
        return source;
      },
      tell,
      { later: (run, millis) => Number(setTimeout(run, millis)), cancel: (timer) => clearTimeout(timer) },
    );
    // After an answer that is no stream (the engine starting, a session gone) the browser gives up: we do not.
    source?.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED || ended) return;
      clearTimeout(again);
      again = setTimeout(() => {
        close();
        tell({ kind: "lost" });
        if (!ended) connect();
      }, 10_000);
    });
  };
  connect();
  return () => {
    ended = true;
    clearTimeout(again);
    close();
  };
}
