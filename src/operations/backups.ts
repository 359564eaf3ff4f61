import { basename, join } from "node:path";
import { anchorsFolder } from "../audit/program.ts";
import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import { type BackupMade, backupTo, lastBackupSetting } from "../upkeep/back-up.ts";
import { checkBackup } from "../upkeep/check-backup.ts";
import { type KeptBackup, keptBackupPath, listKeptBackups, newBackupPath, readBackup } from "../upkeep/kept-backups.ts";
import type { EngineFacts } from "./engine-facts.ts";
import { witnessBackup } from "./witness-backup.ts";
import type { Workplace } from "./workplace.ts";

/** The setting that remembers the newest test of a back-up: a `BackupTest` as JSON. */
const testSetting = "backup.tested";

/** What came of opening a back-up and checking it through, as a restore does before it puts it in place. */
export type BackupTest = {
  readonly name: string;
  readonly at: Millis;
  /** What is wrong, one sentence each; empty: it can be restored. */
  readonly faults: readonly string[];
  readonly cautions: readonly string[];
};

export type BackupsKept = {
  /** When the newest was made, also those of the command line. */
  readonly lastAt: Millis | undefined;
  readonly lastTest: BackupTest | undefined;
  readonly items: readonly KeptBackup[];
};

type Home = Pick<Workplace, "store" | "installation" | "clock" | "actor">;

/** The back-ups in the data directory, and how the newest test went. */
export async function listBackups({ store, installation }: Home): Promise<BackupsKept> {
  const last = await readSetting(store, lastBackupSetting);
  const test = await readSetting(store, testSetting);
  return {
    lastAt: last === undefined ? undefined : (JSON.parse(last) as { readonly madeAt: number }).madeAt,
    lastTest: test === undefined ? undefined : (JSON.parse(test) as BackupTest),
    items: listKeptBackups(installation.dataDir),
  };
}

/** Writes everything into one new encrypted file in the data directory. Throws the problems of `backupTo`. */
export async function backUpNow(
  workplace: Home,
  facts: Pick<EngineFacts, "version" | "settings">,
): Promise<{ readonly name: string; readonly made: BackupMade }> {
  const { installation, actor, clock } = workplace;
  const path = newBackupPath(installation.dataDir, clock.now());
  const configuration = { ...facts.settings?.kept.settings };
  const made = await backupTo({ installation, path, program: facts.version, configuration, actor, clock });
  return { name: basename(path), made };
}

/** Opens a back-up and checks it through, changing nothing of it; what came of it is remembered. Problem: `unknown-backup`. */
export async function testBackup(workplace: Home, random: Random, name: string): Promise<Result<BackupTest, Problem>> {
  const { store, installation, clock, actor } = workplace;
  const path = keptBackupPath(installation.dataDir, name);
  if (path === undefined) return err(unknown(name));
  const folder = join(installation.dataDir, anchorsFolder);
  const report = await checkBackup({
    path,
    keys: [installation.master],
    verify: (books, master) => witnessBackup(books, master, { folder, random }),
  });
  const now = clock.now();
  const test: BackupTest = { name, at: now, faults: report.faults, cautions: report.cautions };
  await store.transaction(async (tx) => {
    await writeSetting(tx, testSetting, JSON.stringify(test));
    const payload = auditPayload({ backup: name, faults: report.faults.length });
    await appendAudit(tx, [{ ts: now, actor, action: "backup.test", payload }]);
  });
  return ok(test);
}

/** The bytes of a back-up, which open with the installation's key only; that they left is written down. Problem: `unknown-backup`. */
export async function takeBackupOut(
  workplace: Home,
  name: string,
): Promise<Result<ReadableStream<Uint8Array>, Problem>> {
  const { store, installation, clock, actor } = workplace;
  const path = keptBackupPath(installation.dataDir, name);
  if (path === undefined) return err(unknown(name));
  const payload = auditPayload({ backup: name });
  await store.transaction((tx) => appendAudit(tx, [{ ts: clock.now(), actor, action: "backup.download", payload }]));
  return ok(readBackup(path));
}

function unknown(name: string): Problem {
  return problem("unknown-backup", `There is no back-up "${name.slice(0, 60)}" in the data directory.`, {
    kept: "Nothing was changed.",
  });
}
