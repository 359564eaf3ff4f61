import { pathToFileURL } from "node:url";

/** The `file:` address of a path, by which modules are loaded. */
export function fileAddress(path: string): string {
  return pathToFileURL(path).href;
}
