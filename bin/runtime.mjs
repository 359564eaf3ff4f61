// Decides which runtime runs Millrace. Plain JavaScript that even Node 18 can read: it must be able to say what is wrong.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The oldest Node that runs TypeScript files as they are, and on which the SQLite driver does not crash. */
const oldestNode = [22, 18];
const oldestBun = [1, 4];

/** The folder that holds package.json. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Whether `version` ("24.21.0") is `oldest` ([22, 18]) or newer. */
export function isAtLeast(version, oldest) {
  const parts = version.split(".").map(Number);
  if (parts[0] !== oldest[0]) return parts[0] > oldest[0];
  return parts[1] >= oldest[1];
}

/** Whether this very process can run Millrace. */
export function isSupported(versions) {
  return versions.bun ? isAtLeast(versions.bun, oldestBun) : isAtLeast(versions.node, oldestNode);
}

/** The Node that `npm ci` put beside the program, or undefined. */
export function pinnedNode(folder = root) {
  const exe = process.platform === "win32" ? "node.exe" : "node";
  const places = [
    path.join(folder, "node_modules", "node", "bin", exe),
    path.join(folder, "node_modules", ".bin", exe),
  ];
  return places.find((place) => existsSync(place));
}

/** The one sentence for a runtime that cannot run Millrace. */
export function refusal(versions) {
  const found = versions.bun ? `Bun ${versions.bun}` : `Node ${versions.node}`;
  return `Millrace needs Node 22.18 or newer, or Bun 1.4 or newer (this is ${found}); run \`npm ci\` in ${root}, which brings a fitting Node along, and start again.`;
}

/**
 * Runs `entry` (a file URL of a TypeScript module that exports `main(args)`), in this process when it can, else with
 * the Node from node_modules, else says in one sentence what is missing.
 */
export async function launch(entry) {
  if (isSupported(process.versions)) return runHere(entry);
  const node = process.env.MILLRACE_RUNTIME_CHILD ? undefined : pinnedNode();
  if (node) return runWith(node, process.argv.slice(1));
  process.stderr.write(`${refusal(process.versions)}\n`);
  process.exitCode = 1;
}

async function runHere(entry) {
  delete process.env.MILLRACE_RUNTIME_CHILD;
  // The compiled form is kept beside the program, never in the shared temporary folder, where another user of the
  // machine could leave code for us to run. Node carries on without it when the place cannot be written.
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE ?? path.join(root, "node_modules", ".cache", "millrace"));
  muteTypeStrippingWarning();
  const { main } = await import(entry);
  const code = await main(process.argv.slice(2));
  if (typeof code === "number") process.exitCode = code;
}

/** Node 22 announces on every start that running TypeScript is young; the owner of a shop can do nothing with that. */
function muteTypeStrippingWarning() {
  const emit = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    if (String(warning?.message ?? warning).startsWith("Type Stripping is an experimental feature")) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  };
}

/** Runs `args` on another Node as if it were this process: same streams, same signals, same exit code. */
export function runWith(node, args) {
  const child = spawn(node, args, {
    stdio: "inherit",
    env: { ...process.env, MILLRACE_RUNTIME_CHILD: "1" },
  });
  // Ctrl-C in a terminal reaches the child by itself; passing it on too would count as an impatient second one.
  const forwarded = process.stdin.isTTY ? ["SIGTERM", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  if (process.stdin.isTTY) process.on("SIGINT", () => {});
  child.on("error", (error) => {
    process.stderr.write(`Millrace could not start the Node it brought along (${node}): ${error.message}.\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = signal ? 128 + os.constants.signals[signal] : (code ?? 1);
  });
}
