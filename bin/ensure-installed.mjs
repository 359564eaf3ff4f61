#!/usr/bin/env node
// Runs before `npm start` and `npm test`: installs what is missing, and does nothing at all when nothing is.
// Plain JavaScript for Node 18, without any dependency: it runs when there is none yet.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { installState, linkPinnedNode, pendingSteps, runNpmCi, runStep, writeStamp } from "./install.mjs";
import { root } from "./runtime.mjs";

/** Brings node_modules in line with package-lock.json. Returns the exit code. */
export function ensureInstalled(folder, say = (line) => process.stdout.write(`${line}\n`)) {
  const state = installState(folder);
  if (!state.ready) {
    say(`${state.reason}: running \`npm ci\` (a minute or two, once) …`);
    const code = runNpmCi(folder);
    if (code !== 0) {
      say("`npm ci` did not finish, for the reason above; nothing outside node_modules was changed. Run it again.");
      return 1;
    }
  }
  // Newer versions of npm may hold back the install scripts of packages; these three only put their binaries in place.
  for (const step of pendingSteps(folder)) {
    say(`Finishing the install of ${step.name} …`);
    const done = runStep(step);
    if (done) continue;
    say(`The ${step.name} package could not put its files in place; ${step.without}.`);
    if (step.needed) return 1;
  }
  linkPinnedNode(folder);
  writeStamp(folder);
  return 0;
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? "")).href) {
  process.exitCode = ensureInstalled(root);
}
