// What `ensure-built` looks at: whether web/dist was made from the sources that are there. Plain JavaScript for Node 18.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What the dashboard is made of, from the root; tests and documents change nothing in it. */
const made = ["web/src", "web/public", "web/tools", "web/index.html", "web/vite.config.ts", "web/package.json"];

/** Whether web/dist is there and newer than everything it is made of, and if not, why, for people. */
export function buildState(folder) {
  const built = path.join(folder, "web", "dist", "index.html");
  // A package made for running brings web/dist along and none of its sources.
  if (!existsSync(path.join(folder, "web", "src"))) return { ready: true };
  if (!existsSync(built)) return { ready: false, reason: "The dashboard is not built yet" };
  const time = statSync(built).mtimeMs;
  const newer = made
    .flatMap((place) => filesIn(path.join(folder, place)))
    .some((file) => statSync(file).mtimeMs > time);
  return newer ? { ready: false, reason: "The dashboard has changed" } : { ready: true };
}

function filesIn(place) {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter(({ name }) => !/\.(test\.ts|md)$/.test(name))
    .flatMap(({ name }) => filesIn(path.join(place, name)));
}
