import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileAddress } from "../../base/file-address.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { readSmallFile, realPath } from "../../base/small-file.ts";
import { isRecord } from "../../spec/strategy-kit/read-strategy.ts";

/** A strategy that came with a package, before anything of it was run. */
export type LocatedPackage = {
  readonly name: string;
  readonly version: string;
  /** Address of the module that exports `strategy`. */
  readonly module: string;
  /** Address of its folder, ending in a slash: all that it may load. */
  readonly root: string;
};

const manifestBytesMax = 1_048_576;
const packageName = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

/** Where packages with strategies are installed: `npm install --prefix <here> <name>`. */
export function packagesFolder(dataDir: string): string {
  return join(dataDir, "strategies");
}

/**
 * Finds a package by its name, in the data directory's own folder, or by the path of its folder. Reads its manifest
 * and nothing else. The error is one sentence.
 */
export function locatePackage(dataDir: string, wanted: string): Result<LocatedPackage, string> {
  const isPath = wanted.startsWith(".") || isAbsolute(wanted);
  if (!isPath && !packageName.test(wanted))
    return err(`"${wanted.slice(0, 80)}" is neither the name of a package nor the path of a folder.`);
  const place = isPath ? resolve(dataDir, wanted) : join(packagesFolder(dataDir), "node_modules", wanted);
  const folder = realPath(place);
  if (folder === undefined)
    return err(
      isPath
        ? `There is no folder ${place}.`
        : `The package is not installed; \`npm install --prefix ${packagesFolder(dataDir)} ${wanted}\` does it.`,
    );
  const manifest = manifestOf(join(folder, "package.json"));
  if (manifest === undefined) return err(`${join(folder, "package.json")} cannot be read as a package's manifest.`);
  const { entry, name, version } = manifest;
  if (entry === undefined)
    return err('Its package.json names no strategy: it lacks "millrace": { "strategy": "./…" }.');
  const module = realPath(resolve(folder, entry));
  if (module === undefined) return err(`Its package.json names ${entry.slice(0, 100)}, which is not there.`);
  const inside = relative(folder, module);
  if (inside.startsWith("..") || isAbsolute(inside))
    return err("Its package.json names a file outside its own folder.");
  if (module.endsWith(".ts") && module.split(sep).includes("node_modules"))
    return err("It ships TypeScript; an installed package must ship JavaScript.");
  return ok({ name, version, module: fileAddress(module), root: `${fileAddress(folder)}/` });
}

function manifestOf(path: string): { name: string; version: string; entry: string | undefined } | undefined {
  const text = readSmallFile(path, manifestBytesMax);
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The caller says that it cannot be read.
    return undefined;
  }
  if (!isRecord(parsed)) return undefined;
  const { name, version, millrace } = parsed;
  const entry = isRecord(millrace) && typeof millrace["strategy"] === "string" ? millrace["strategy"] : undefined;
  const short = (value: unknown): string => (typeof value === "string" ? value.slice(0, 214) : "");
  return { name: short(name), version: short(version), entry };
}
