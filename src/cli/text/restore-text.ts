import { printable } from "../../base/log-plain.ts";
import { count, counted } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { BackupManifest } from "../../upkeep/backup-manifest.ts";
import type { BackupReport } from "../../upkeep/check-backup.ts";
import type { RestoreReport } from "../../upkeep/restore.ts";

/** What a back-up holds, in one line: when it was made, by which release, how much is in it. */
export function contentText(manifest: BackupManifest): string {
  const { madeAt, program, keyId, auditHead, rows } = manifest;
  const held = [
    counted(rows["txn"] ?? 0, "txn"),
    counted(rows["observation"] ?? 0, "observation"),
    counted(auditHead.seq, "entry of the audit record", "entries of the audit record"),
  ];
  return `Made ${momentName(madeAt, "UTC")} UTC by Millrace ${program}; holds ${held.join(", ")}; opens with key ${keyId}.`;
}

/** What checking a back-up came to, for a person. */
export function backupReportText(report: BackupReport, file: string): string {
  const { faults, cautions, manifest } = report;
  const first =
    faults.length === 0
      ? `${file} is whole and can be restored: every page, table and count, and the audit record from its first entry to its last.`
      : `${file} must not be restored: ${counted(faults.length, "fault")}.`;
  return lines([
    first,
    ...faults.map((fault) => `  ${fault}`),
    contentText(manifest),
    ...cautions.map((caution) => `Note: ${caution}`),
    ...(faults.length > 0 ? ["Use another back-up, and keep this one as evidence."] : ["Nothing was changed."]),
  ]);
}

/** What a restore came to, for a person. */
export function restoredText(report: RestoreReport, dataDir: string): string {
  const { manifest, cautions, keptAside, notes } = report;
  return lines([
    `The books are restored into ${dataDir}: ${counted(manifest.rows["txn"] ?? 0, "txn")}, audit record of ${count(manifest.auditHead.seq)} entries and the restore itself.`,
    contentText(manifest),
    ...(keptAside ? [`The books that were there are kept in ${keptAside}.`] : []),
    ...cautions.map((caution) => `Note: ${caution}`),
    ...notes.map((note) => `Note: ${note}`),
    "Settings are not restored by themselves. Files imported after the back-up was made can be imported again; nothing is counted twice.",
  ]);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${printable(text)}\n`).join("");
}

/** The same for scripts: moments in ISO UTC, rows by table. */
export function backupJson({ manifest, faults, cautions }: BackupReport): Record<string, unknown> {
  const { madeAt, program, engine, keyId, auditHead, rows, configuration } = manifest;
  return {
    faults,
    cautions,
    manifest: { madeAt: isoTime(madeAt), program, engine, keyId, auditHead, rows, configuration },
  };
}
