import type { QueryClient } from "@tanstack/react-query";
import { refreshTopics } from "../api/queries.ts";
import { createStore } from "../state/store.ts";
import { browserLine } from "./browser-line.ts";
import { type LiveNews, lostAfter } from "./live-line.ts";

export type LiveState = {
  /** False only after the connection has been away for five seconds: figures then say "as of". */
  readonly connected: boolean;
  /** When the connection was last known to be good, in milliseconds. */
  readonly since: number;
};

export const liveStore = createStore<LiveState>({ connected: true, since: Date.now() });

/** Joins this tab to the browser's one live connection. Called once, after the first screen is there. */
export function startLive(client: QueryClient): void {
  const hear = (news: LiveNews): void => {
    if (news.kind === "open") liveStore.set({ connected: true, since: Date.now() });
    else if (news.kind === "lost") {
      if (liveStore.get().connected) liveStore.set({ connected: false, since: Date.now() - lostAfter });
    } else {
      liveStore.set({ connected: true, since: Date.now() });
      refreshTopics(client, news.topics);
    }
  };
  if (typeof SharedWorker === "undefined") {
    browserLine(hear);
    return;
  }
  const worker = new SharedWorker(new URL("./live-worker.ts", import.meta.url), {
    type: "module",
    name: "millrace-live",
  });
  worker.port.onmessage = (event: MessageEvent<LiveNews>) => hear(event.data);
  worker.port.start();
  // A closed tab cannot be seen from inside the worker: it says good-bye itself.
  window.addEventListener("pagehide", (event) => {
    if (!event.persisted) worker.port.postMessage("bye");
  });
}
