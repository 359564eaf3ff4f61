import { statfsSync } from "node:fs";
import type { Clock } from "../base/clock.ts";
import { type Problem, ProblemError } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import type { Secret } from "../base/secret.ts";
import { engineHolder } from "../store/installation-lock.ts";
import { databaseBytes } from "../store/single-file.ts";
import type { MasterCandidates } from "../vault/master.ts";
import { examineBooks, newestRecord } from "./doctor-books.ts";
import { examineDirectory, examineKey } from "./doctor-key.ts";
import {
  type DiskSpace,
  examineClock,
  examineDisk,
  examinePort,
  examineRuntime,
  examineTimeZone,
  type Runtime,
} from "./doctor-machine.ts";
import { bad, type Finding, findingOf, fine } from "./finding.ts";
import type { Installation } from "./installation.ts";
import { databasePath } from "./open-embedded.ts";
import { openInstallation } from "./open-installation.ts";
import { directoryProblem } from "./usable-directory.ts";

export type DoctorOptions = {
  readonly runtime: Runtime;
  /** When this release was made, where that is known. */
  readonly builtAt?: number;
  readonly dataDir: string;
  /** What `loadMasterCandidates` gave. */
  readonly keys: Result<MasterCandidates, Problem>;
  readonly databaseUrl?: Secret | undefined;
  readonly clock: Clock;
  readonly pid: number;
  /** The machine's IANA zone; "" when it has none. */
  readonly timeZone: string;
  readonly listen: { readonly host: string; readonly port: number; isFree(): Promise<boolean> };
  /** Read every page of the database too; takes seconds on a large one. */
  readonly thorough?: boolean;
  /** The disk of a folder; asked of the system when absent. */
  readonly diskSpace?: (folder: string) => DiskSpace;
};

/**
 * Looks at everything that could keep Millrace from working or the books from being safe, and says for each what to do.
 * Never throws for what it finds; opens the books as a command does, so it may run beside the engine. The order is
 * from the machine inward.
 */
export async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const opened = await open(options);
  try {
    const now = options.clock.now();
    const books = opened.installation ? await examineBooks(opened.installation, now, options.thorough ?? false) : [];
    const newest = opened.installation && (await newestRecord(opened.installation.store));
    return [
      examineRuntime(options.runtime),
      examineDirectory(options.dataDir),
      ...disk(options),
      examineClock({ now, builtAt: options.builtAt, newestRecord: newest }),
      examineTimeZone(options.timeZone),
      await port(options),
      ...examineKey(options.dataDir, options.keys),
      ...opened.findings,
      ...books,
    ];
  } finally {
    await opened.installation?.close();
  }
}

type Opened = { readonly installation?: Installation; readonly findings: readonly Finding[] };

/** Opening compares schema and guards with ours, so that a database that opens has passed that too. */
async function open(options: DoctorOptions): Promise<Opened> {
  if (!options.keys.ok) return { findings: [] };
  const { dataDir, databaseUrl, pid, clock } = options;
  try {
    const keys = options.keys.value.candidates;
    const installation = await openInstallation({ dataDir, keys, databaseUrl, as: "command", pid, clock });
    const notes = installation.notes.map((note) => fine("database", note));
    return {
      installation,
      findings: [
        fine("database", `${installation.where} opens, and its tables and guards are as Millrace made them.`),
        ...notes,
      ],
    };
  } catch (cause) {
    if (cause instanceof ProblemError) return { findings: [findingOf("database", "bad", cause.problem)] };
    const reason = cause instanceof Error ? cause.message : "unknown reason";
    return {
      findings: [
        bad(
          "database",
          `The books do not open: ${reason}.`,
          "Run `millrace restore <file> --check` on the newest back-up, and report this sentence.",
        ),
      ],
    };
  }
}

function disk(options: DoctorOptions): readonly Finding[] {
  if (directoryProblem(options.dataDir)?.code === "data-directory-missing") return [];
  const space = spaceOf(options);
  // A folder above it is closed to this user, which the finding on the data directory tells.
  if (!space) return [];
  const bytes = options.databaseUrl ? 0 : databaseBytes(databasePath(options.dataDir));
  return [examineDisk(space, bytes, options.dataDir)];
}

function spaceOf(options: DoctorOptions): DiskSpace | undefined {
  try {
    return (options.diskSpace ?? systemSpace)(options.dataDir);
  } catch {
    return undefined;
  }
}

function systemSpace(folder: string): DiskSpace {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

async function port({ dataDir, listen }: DoctorOptions): Promise<Finding> {
  const holder = directoryProblem(dataDir) ? undefined : engineHolder(dataDir);
  return examinePort({ host: listen.host, port: listen.port, free: await listen.isFree(), enginePid: holder?.pid });
}
