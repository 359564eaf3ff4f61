import { browserLine } from "./browser-line.ts";
import { liveAddress } from "./live-address.ts";
import type { LiveNews } from "./live-line.ts";

/** One event stream for all tabs of this browser: each tab is a port, and hears the same news. */
const ports = new Set<MessagePort>();
let close: (() => void) | undefined;
let last: LiveNews | undefined;

const tell = (news: LiveNews): void => {
  if (news.kind !== "change") last = news;
  for (const port of ports) port.postMessage(news);
};

globalThis.addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  ports.add(port);
  port.onmessage = () => {
    ports.delete(port);
    if (ports.size > 0) return;
    close?.();
    close = undefined;
  };
  // Its name is what it listens to: the demo shop has books, and a line, of its own.
  close ??= browserLine(tell, liveAddress(Reflect.get(globalThis, "name")));
  if (last) port.postMessage(last);
});
