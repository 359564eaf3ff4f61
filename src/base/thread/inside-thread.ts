import * as nodeModule from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../assert.ts";

/** The way from within a thread to the one that started it. */
export type Outside = {
  /** What it was started with. */
  readonly start: unknown;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
};

/** Only in a thread that `startThread` made. */
export function outside(): Outside {
  const port = parentPort;
  assert(port !== null, "this module runs in a thread");
  return {
    start: workerData,
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on("message", listener),
  };
}

/** Parts of the runtime that reach no disk, network, clock, chance or other program. */
const harmless: ReadonlySet<string> = new Set(
  ["assert", "buffer", "path", "path/posix", "punycode", "querystring", "string_decoder", "url", "util"].flatMap(
    (name) => [name, `node:${name}`],
  ),
);

/** Globals that reach outside. `fetch` is replaced instead, so that it can be told which host was asked for. */
const reaching = [
  "WebSocket",
  "EventSource",
  "XMLHttpRequest",
  "BroadcastChannel",
  "MessageChannel",
  "Worker",
  "postMessage",
  "navigator",
  "localStorage",
  "sessionStorage",
  "caches",
  "Bun",
  "require",
  "module",
];

/** Whether this runtime can keep a module from loading parts of it. Where it cannot, only our own code may run. */
export function canBuildWalls(): boolean {
  return typeof nodeModule.registerHooks === "function";
}

/**
 * From here on this thread loads modules from the `roots` only (addresses that end in a slash) and of the runtime only
 * what is harmless; the global ways out are gone. A wall, not a vault: code that is bent on breaking out of its own
 * process may find a way, which is why rights are shown to the owner before anything foreign runs.
 * @param onWall told what was reached for: a module, or "host:" with the host of an address
 */
export function buildWalls(roots: readonly string[], onWall: (what: string) => void): void {
  const refuse = (what: string): never => {
    onWall(what);
    throw new Error(`${what} is not among the rights of this strategy`);
  };
  for (const name of reaching) Reflect.deleteProperty(globalThis, name);
  replace("fetch", (address: unknown) => refuse(`host:${hostOf(address)}`));
  replace("console", silentConsole());
  const { platform, version, versions } = process;
  replace("process", Object.freeze({ platform, version, versions, env: Object.freeze({}), argv: [] }));
  nodeModule.registerHooks?.({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      const isPart = resolved.url.startsWith("node:");
      const may = isPart ? harmless.has(resolved.url) : roots.some((root) => resolved.url.startsWith(root));
      return may ? resolved : refuse(specifier);
    },
  });
}

function replace(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: false, writable: false });
}

function hostOf(address: unknown): string {
  const text = address instanceof Request ? address.url : String(address);
  return URL.canParse(text) ? new URL(text).host : text.slice(0, 100);
}

function silentConsole(): Readonly<Record<string, () => void>> {
  const names = ["log", "info", "warn", "error", "debug", "trace", "dir", "table", "group", "groupEnd", "assert"];
  return Object.freeze(Object.fromEntries(names.map((name) => [name, () => undefined])));
}
