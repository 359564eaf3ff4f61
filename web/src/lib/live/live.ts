import type { QueryClient } from "@tanstack/react-query";
import { refreshTopics } from "../api/queries.ts";
import { demoOpenStore } from "../route/address.ts";
import { createStore } from "../state/store.ts";
import { browserLine } from "./browser-line.ts";
import { demoLine, liveAddress, ownLine } from "./live-address.ts";
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
  join(ownLine, (news) => {
    if (news.kind === "open") liveStore.set({ connected: true, since: Date.now() });
    else if (news.kind === "lost") {
      if (liveStore.get().connected) liveStore.set({ connected: false, since: Date.now() - lostAfter });
    } else {
      liveStore.set({ connected: true, since: Date.now() });
      refreshTopics(client, news.topics);
    }
  });
  let leaveDemo: (() => void) | undefined;
  const follow = (): void => {
    if (demoOpenStore.get() === true)
      leaveDemo ??= join(demoLine, (news) => {
        // Whether the engine can be reached is told by the other line; this one ends when the demo shop closes.
        if (news.kind === "change") refreshTopics(client, news.topics);
      });
    else {
      leaveDemo?.();
      leaveDemo = undefined;
    }
  };
  demoOpenStore.subscribe(follow);
  follow();
}

/** Hears one line, through a worker that all tabs share where there are such; answers how to leave it. */
function join(name: string, hear: (news: LiveNews) => void): () => void {
  if (typeof SharedWorker === "undefined") return browserLine(hear, liveAddress(name));
  const worker =
    name === demoLine
      ? new SharedWorker(new URL("./live-worker.ts", import.meta.url), { type: "module", name: "millrace-live-demo" })
      : new SharedWorker(new URL("./live-worker.ts", import.meta.url), { type: "module", name: "millrace-live" });
  worker.port.onmessage = (event: MessageEvent<LiveNews>) => hear(event.data);
  worker.port.start();
  const leave = (): void => {
    worker.port.postMessage("bye");
    worker.port.onmessage = null;
  };
  // A closed tab cannot be seen from inside the worker: it says good-bye itself.
  window.addEventListener("pagehide", (event) => {
    if (!event.persisted) leave();
  });
  return leave;
}
