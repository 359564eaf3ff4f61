import type { Millis } from "../base/clock.ts";
import { readSetting } from "../store/setting.ts";
import { databaseBytes } from "../store/single-file.ts";
import { lastBackupSetting } from "../upkeep/back-up.ts";
import type { EngineFacts } from "./engine-facts.ts";
import type { Workplace } from "./workplace.ts";

/** What the engine has left, and how old its back-up is. What cannot be known is absent. */
export type SystemState = {
  readonly version: string;
  readonly startedAt: Millis;
  readonly database: { readonly engine: "sqlite" | "postgres"; readonly bytes: number | undefined };
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | undefined;
  readonly memory: { readonly usedBytes: number; readonly ceilingBytes: number } | undefined;
  /** When the newest back-up was made. */
  readonly backupAt: Millis | undefined;
};

/** Asks the machine and the books. */
export async function systemState({ store, installation }: Workplace, facts: EngineFacts): Promise<SystemState> {
  const backup = await readSetting(store, lastBackupSetting);
  const isFile = store.engine === "sqlite" && installation.where !== ":memory:";
  return {
    version: facts.version,
    startedAt: facts.startedAt,
    database: { engine: store.engine, bytes: isFile ? databaseBytes(installation.where) : undefined },
    disk: facts.machine?.disk(installation.dataDir),
    memory: facts.machine?.memory(),
    backupAt: backup === undefined ? undefined : (JSON.parse(backup) as { readonly madeAt: number }).madeAt,
  };
}
