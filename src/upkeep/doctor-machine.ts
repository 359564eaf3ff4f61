import { bad, bytesText, duration, type Finding, fine, warn } from "./finding.ts";

export type Runtime = { readonly name: "node" | "bun" /** "24.21.0" */; readonly version: string };

const oldest: Readonly<Record<Runtime["name"], readonly [number, number]>> = { node: [22, 18], bun: [1, 4] };

/** Whether this program is run by something it was tested on. */
export function examineRuntime({ name, version }: Runtime): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor, leastMinor] = oldest[name];
  const shown = `${name === "node" ? "Node" : "Bun"} ${version}`;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor))
    return fine("runtime", `${shown} runs Millrace.`);
  return bad(
    "runtime",
    `${shown} is too old: ${leastMajor}.${leastMinor} or newer is needed.`,
    "Install Node 24, or start with `npm start`, which brings its own.",
  );
}

export type DiskSpace = { readonly freeBytes: number; readonly totalBytes: number };

const tightBytes = 1e9;
const emptyBytes = 100e6;

/** Room for what comes, and for a copy of the database, which back-ups and key rotations need. */
export function examineDisk({ freeBytes, totalBytes }: DiskSpace, databaseBytes: number, where: string): Finding {
  const share = totalBytes > 0 ? freeBytes / totalBytes : 1;
  const sentence = `${bytesText(freeBytes)} of ${bytesText(totalBytes)} are free on the disk of ${where}.`;
  const fix = "Free some space, or move the data directory to a larger disk.";
  if (freeBytes < emptyBytes || share < 0.01) return bad("disk-space", sentence, fix);
  if (freeBytes < tightBytes || share < 0.05) return warn("disk-space", sentence, fix);
  if (freeBytes < 2.2 * databaseBytes) {
    return warn("disk-space", `${sentence} A key rotation needs ${bytesText(2.2 * databaseBytes)}.`, fix);
  }
  return fine("disk-space", sentence);
}

/** What the clock can be held against. */
export type ClockFacts = {
  readonly now: number;
  /** When this release was made. */
  readonly builtAt?: number | undefined;
  /** The newest moment that the books recorded. */
  readonly newestRecord?: number | undefined;
};

const clockSlackMs = 120_000;

/** A clock that runs behind puts sales on wrong days and makes every new entry look older than the last. */
export function examineClock({ now, builtAt, newestRecord }: ClockFacts): Finding {
  const fix = "Set this machine's clock, best by a time service (NTP).";
  if (newestRecord !== undefined && now + clockSlackMs < newestRecord) {
    return bad(
      "clock",
      `This machine's clock is ${duration(newestRecord - now)} behind the newest entry of the books.`,
      fix,
    );
  }
  if (builtAt !== undefined && now + 86_400_000 < builtAt) {
    return bad("clock", "This machine's clock shows a day before this Millrace was made.", fix);
  }
  return fine("clock", `The clock shows ${new Date(now).toISOString()}.`);
}

/** Whether the machine knows its time zone; each book has its own, this one is for what is shown on this machine. */
export function examineTimeZone(zone: string): Finding {
  if (zone !== "" && zone !== "Etc/Unknown") return fine("time-zone", `The machine's time zone is ${zone}.`);
  return warn(
    "time-zone",
    "This machine does not know its time zone, so times are shown in UTC.",
    "Set TZ, e.g. TZ=Africa/Nairobi.",
  );
}

/** What is known of the place the engine listens at. */
export type PortFacts = {
  readonly host: string;
  readonly port: number;
  readonly free: boolean;
  readonly enginePid?: number | undefined;
};

/** A taken port is as it should be while the engine runs. */
export function examinePort({ host, port, free, enginePid }: PortFacts): Finding {
  const place = `${host}:${port}`;
  if (enginePid !== undefined) return fine("port", `The engine runs (process ${enginePid}).`);
  if (port === 0 || free) return fine("port", `${port === 0 ? "Any free port" : place} is free for the engine.`);
  return warn("port", `Another program listens on ${place}.`, "Stop it, or set MILLRACE_PORT to another number.");
}
