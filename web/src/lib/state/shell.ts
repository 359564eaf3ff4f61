/**
 * Keeps the dashboard's own files in the browser, after the page has loaded. Only where the browser allows it (HTTPS or
 * this machine) and not while developing.
 */
export function keepShell(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker
    .register("/sw.js", { updateViaCache: "none" })
    .then((registration) => registration.active?.postMessage("look"))
    .catch(() => {
      // Without it everything works, only not offline.
    });
}
