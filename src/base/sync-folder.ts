import { closeSync, fsyncSync, openSync } from "node:fs";

/**
 * Makes the names in a folder durable: after a power loss a renamed or new file is found under its name. A failing
 * sync throws; it is not tried again. Windows has no such call and needs none.
 */
export function syncFolder(path: string): void {
  if (process.platform !== "win32") syncFile(path);
}

/** Makes the content of a file durable, whoever wrote it. */
export function syncFile(path: string): void {
  const fd = openSync(path, process.platform === "win32" ? "r+" : "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
