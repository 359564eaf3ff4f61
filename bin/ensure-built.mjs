#!/usr/bin/env node
// Runs before `npm start`: builds the dashboard when it is missing or older than its sources, and does nothing when it
// is not. Plain JavaScript for Node 18. The engine starts in any case: without the dashboard everything else works.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildState } from "./build.mjs";
import { isSupported, pinnedNode, root } from "./runtime.mjs";

/** Brings web/dist in line with its sources. */
export function ensureBuilt(folder, say = (line) => process.stdout.write(`${line}\n`)) {
  const state = buildState(folder);
  if (state.ready) return;
  const vite = path.join(folder, "node_modules", "vite", "bin", "vite.js");
  const node = isSupported(process.versions) && !process.versions.bun ? process.execPath : pinnedNode(folder);
  if (!existsSync(vite) || !node) {
    say(`${state.reason}, and what builds it is not installed: starting without it. \`npm ci\` brings it.`);
    return;
  }
  say(`${state.reason}: building it (seconds) …`);
  const run = spawnSync(node, [vite, "build", "--logLevel", "warn"], {
    cwd: path.join(folder, "web"),
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (run.status !== 0) say("The dashboard could not be built, for the reason above; starting without it.");
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? "")).href) ensureBuilt(root);
