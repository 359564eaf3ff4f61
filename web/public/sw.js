// Keeps the dashboard's own files, so that it opens at once and without a connection. It never keeps figures: whatever
// lies below /api goes to the engine and nowhere else.
const prefix = "millrace-shell-";

async function list() {
  const response = await fetch("/assets.json", { cache: "no-store" });
  if (!response.ok) throw new Error(`assets.json: ${response.status}`);
  return response.json();
}

async function fill() {
  const { version, files } = await list();
  const cache = await caches.open(prefix + version);
  // One by one: a single file that fails must not undo the others; it is fetched when it is needed.
  for (const file of ["/", "/look.js", "/manifest.webmanifest", "/icons/mark.svg", ...files]) {
    if (await cache.match(file)) continue;
    const response = await fetch(file, { credentials: "same-origin" }).catch(() => undefined);
    if (response?.ok && !response.redirected) await cache.put(file, response);
  }
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== prefix + version) await caches.delete(name);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

// The page asks once per visit whether the engine brought a new version along.
self.addEventListener("message", (event) => {
  if (event.data === "look") event.waitUntil(fill().catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isOurs(url.pathname)) event.respondWith(page(request));
  } else if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/icons/") || url.pathname === "/look.js") {
    event.respondWith(file(request));
  }
});

/** Pages of the dashboard; other addresses of the engine (API, platforms' messages, figures, downloads) are not. */
const isOurs = (path) =>
  !/^\/(api|pings|demo\/pings|metrics|mcp|\.well-known)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path);

/** The engine's own answer first, for it names the newest files; the kept one when it does not come in time. */
async function page(request) {
  const fresh = fetch(request);
  const kept = await caches.match("/");
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), 2_000));
  return Promise.race([fresh.catch(() => kept), late]);
}

/** Files with a fingerprint in their name never change. */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
