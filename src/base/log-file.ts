import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock, Millis } from "./clock.ts";

/** Where finished lines go. Never throws: an engine does not stop because it cannot write its log. */
export type LineSink = {
  /** Appends one line; `line` ends in a newline. */
  write(line: string): void;
  close(): void;
};

export type LogFileOptions = {
  /** The newest file, e.g. "<data>/logs/millrace.log"; older ones are "millrace.log.1" (next newest) and so on. */
  readonly path: string;
  readonly bytesMax: number;
  /** Files kept, the newest included. */
  readonly filesMax: number;
  readonly clock: Clock;
  /** Told once when lines begin to be lost, with one sentence. */
  readonly onTrouble: (sentence: string) => void;
};

/** After a failure, and to notice that another process rotated or removed the file. */
const LOOK_AGAIN_AFTER: Millis = 5_000;

type Handle = { readonly fd: number; readonly inode: number; size: number; midLine: boolean };

/**
 * Lines appended to a file that is rotated by size. Each line is written before `write` returns, so the last words
 * of a process that is killed are on disk, and nothing is buffered in memory. When the disk refuses, lines are
 * dropped and counted; the first line that can be written again is preceded by one that tells how many are missing.
 */
export function logFile(options: LogFileOptions): LineSink {
  let handle: Handle | undefined;
  let lookAgainAt: Millis = 0;
  let lost = 0;
  let closed = false;

  const append = (line: string): void => {
    const now = options.clock.now();
    if (handle && (now >= lookAgainAt || now < lookAgainAt - LOOK_AGAIN_AFTER)) {
      lookAgainAt = now + LOOK_AGAIN_AFTER;
      handle = stillNamed(handle, options.path);
    }
    handle ??= openForAppend(options.path);
    const bytes = Buffer.from(line);
    if (handle.size > 0 && handle.size + bytes.length > options.bytesMax) {
      const old = handle;
      handle = undefined;
      handle = rotated(old, options);
    }
    appendBytes(handle, bytes);
  };

  return {
    write: (line) => {
      const now = options.clock.now();
      if (closed) return;
      if (lost > 0 && now < lookAgainAt && now >= lookAgainAt - LOOK_AGAIN_AFTER) {
        lost += 1;
        return;
      }
      try {
        if (lost > 0) append(lostLine(now, lost));
        lost = 0;
        append(line);
      } catch (error) {
        if (handle) tryClose(handle.fd);
        handle = undefined;
        lookAgainAt = now + LOOK_AGAIN_AFTER;
        lost += 1;
        if (lost === 1) tell(options, error);
      }
    },
    close: () => {
      closed = true;
      if (handle) tryClose(handle.fd);
      handle = undefined;
    },
  };
}

function lostLine(now: Millis, lost: number): string {
  const time = new Date(now).toISOString();
  return `${JSON.stringify({ level: "warn", time, msg: `The log could not be written for a while; ${lost} lines are missing here.`, lost })}\n`;
}

function tell(options: LogFileOptions, error: unknown): void {
  const code = codeOf(error);
  const why = reasons[code] ?? code;
  options.onTrouble(
    `The log file ${options.path} cannot be written (${why}); the engine goes on without it and tries again.`,
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EDQUOT: "the disk quota is used up",
  EISDIR: "a folder has that name",
  ENOTDIR: "a file stands where its folder should be",
  EMFILE: "too many files are open",
};

function openForAppend(path: string): Handle {
  makeFolder(dirname(path));
  const fd = openSync(path, "a+", 0o600);
  try {
    const stat = fstatSync(fd);
    return { fd, inode: stat.ino, size: stat.size, midLine: stat.size > 0 && lastByte(fd, stat.size) !== 0x0a };
  } catch (error) {
    tryClose(fd);
    throw error;
  }
}

/** The plain call first: the recursive one tells ENOENT where the truth is a read-only disk. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") mkdirSync(path, { recursive: true, mode: 0o700 });
    else if (code !== "EEXIST") throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}

function lastByte(fd: number, size: number): number | undefined {
  const one = new Uint8Array(1);
  readSync(fd, one, 0, 1, size - 1);
  return one[0];
}

/** The handle, with the size as it is now, if the path still names its file; otherwise closes it. */
function stillNamed(handle: Handle, path: string): Handle | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat && stat.ino === handle.inode) {
    handle.size = stat.size;
    return handle;
  }
  tryClose(handle.fd);
  return undefined;
}

/** Renames the full file to ".1", ".1" to ".2" and so on, drops the oldest, and opens a new one. */
function rotated(handle: Handle, options: LogFileOptions): Handle {
  // Another process with the same log may have rotated first; then its new file is simply taken over.
  const named = stillNamed(handle, options.path);
  if (!named) return openForAppend(options.path);
  tryClose(named.fd);
  const oldest = options.filesMax - 1;
  rmSync(`${options.path}.${Math.max(oldest, 1)}`, { force: true });
  for (let n = oldest - 1; n >= 1; n--) renameIfThere(`${options.path}.${n}`, `${options.path}.${n + 1}`);
  if (oldest >= 1) renameIfThere(options.path, `${options.path}.1`);
  else rmSync(options.path, { force: true });
  return openForAppend(options.path);
}

function renameIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to);
}

/** A disk that fills up takes part of a line; the next one then starts on a line of its own. */
function appendBytes(handle: Handle, bytes: Uint8Array): void {
  const data = handle.midLine ? Buffer.concat([Buffer.from("\n"), bytes]) : bytes;
  let done = 0;
  while (done < data.length) {
    const written = writeSync(handle.fd, data, done);
    done += written;
    handle.size += written;
    handle.midLine = done < data.length;
  }
}

function tryClose(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // It is being given up anyway.
  }
}
