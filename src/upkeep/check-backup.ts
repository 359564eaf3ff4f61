import type { Verification } from "../audit/verify.ts";
import { type Problem, ProblemError, problem } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import type { Secret } from "../base/secret.ts";
import { auditHead } from "../store/audit-log.ts";
import { latestCheckpoint } from "../store/checkpoint.ts";
import type { Handle } from "../store/handle.ts";
import { missingSteps } from "../store/migrate.ts";
import { openSqlite, type SqliteStore } from "../store/open-sqlite.ts";
import { differenceSentence, schemaDifference } from "../store/schema-fingerprint.ts";
import { integrityFaults } from "../store/single-file.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import type { Master } from "../vault/master.ts";
import { parseSaltFile, stretch } from "../vault/passphrase.ts";
import { type BackupLabel, readLabel } from "./backup-label.ts";
import { type BackupManifest, contentOf, readManifest } from "./backup-manifest.ts";
import { masterOfDataKeys } from "./fitting-key.ts";

export type CheckOptions = {
  readonly path: string;
  /** The data directory's own keys, which are tried first; none when it has none yet. */
  readonly keys: readonly Master[];
  /** Further keys that may open it: of another machine, or of the time before a key rotation. */
  readonly otherKeys?: readonly Master[];
  /** A passphrase that may open it together with the salt that the back-up carries. */
  readonly passphrase?: Secret | undefined;
  /** Checks the audit chain of the opened back-up, against the anchors that the caller knows. `master` opens what is sealed in it. */
  readonly verify: (books: Handle, master: Master) => Promise<Result<Verification, Problem>>;
};

type Content = Awaited<ReturnType<typeof contentOf>>;

export type BackupReport = {
  readonly label: BackupLabel;
  readonly manifest: BackupManifest;
  /** The key that opened it. */
  readonly master: Master;
  /** What is wrong with it, one sentence each. Empty: it can be restored. */
  readonly faults: readonly string[];
  /** What could not be established, or will happen on restoring. */
  readonly cautions: readonly string[];
};

/**
 * Opens a back-up and checks it through: pages, references, tables and guards, counts against its manifest, and the
 * audit chain. Throws a `ProblemError` when it cannot even be opened; otherwise lists what is wrong. Changes nothing.
 */
export async function checkBackup(options: CheckOptions): Promise<BackupReport> {
  const { label, master, store } = openBackup(options);
  try {
    const manifest = await readManifest(store);
    await masterOfDataKeys(store, [master], options.path);
    const audit = auditFindings(await options.verify(store, master));
    const faults = [
      ...integrityFaults(store.raw)
        .slice(0, 5)
        .map((fault) => `The file is damaged: ${fault}.`),
      ...contentFaults(
        manifest,
        await contentOf(store),
        differenceSentence(await schemaDifference(store), "the back-up"),
      ),
      ...(await cutFaults(store)),
      ...audit.faults,
    ];
    const older =
      (await missingSteps(store)).length > 0
        ? ["It was made by an older Millrace; restoring brings its tables up to date."]
        : [];
    return { label, manifest, master, faults, cautions: [...older, ...audit.cautions] };
  } finally {
    await store.close();
  }
}

/** Opens a back-up for reading with whichever of the keys fits. */
function openBackup(options: CheckOptions): {
  readonly label: BackupLabel;
  readonly master: Master;
  readonly store: SqliteStore;
} {
  const label = readLabel(options.path);
  const candidates = [...options.keys, ...(options.otherKeys ?? []), ...fromPassphrase(label, options)];
  const master = candidates.find((one) => deriveKeys(one.secret).kek.id === label.keyId);
  if (!master) throw new ProblemError(noKey(label, options.path, candidates));
  const store = openSqlite({ path: options.path, key: deriveKeys(master.secret).file.reveal(), readonly: true });
  return { label, master, store };
}

function fromPassphrase(label: BackupLabel, options: Pick<CheckOptions, "path" | "passphrase">): readonly Master[] {
  if (!options.passphrase || label.salt === undefined) return [];
  const stretching = parseSaltFile(label.salt, options.path);
  if (!stretching.ok) throw new ProblemError(stretching.error);
  return [{ secret: stretch(options.passphrase, stretching.value), origin: "MILLRACE_PASSPHRASE" }];
}

function noKey(label: BackupLabel, path: string, candidates: readonly Master[]): Problem {
  const given = candidates.map((one) => deriveKeys(one.secret).kek.id).join(" and ");
  const sentence = `The back-up ${path} opens with key ${label.keyId}, and ${given === "" ? "no key" : `key ${given}`} was given.`;
  const old = `the key file millrace.key or millrace.key.old-${label.keyId}`;
  return problem("database-wrong-key", sentence, {
    kept: "Nothing was changed.",
    fix:
      label.salt === undefined
        ? `Give ${old} with --key-file.`
        : "Give the passphrase of that time with MILLRACE_PASSPHRASE; the back-up carries its salt.",
  });
}

function contentFaults(manifest: BackupManifest, found: Content, altered: string | undefined): readonly string[] {
  const counts = Object.entries(manifest.rows)
    .filter(([table, rows]) => found.rows[table] !== rows)
    .map(([table, rows]) => `The manifest counts ${rows} rows of ${table}, and there are ${found.rows[table] ?? 0}.`);
  const { seq, hash } = manifest.auditHead;
  const sameHead = found.auditHead.seq === seq && found.auditHead.hash === hash;
  const head = sameHead
    ? []
    : [`The manifest's audit chain ends at another entry (${seq}) than the back-up's (${found.auditHead.seq}).`];
  const renamed =
    altered === undefined && found.schema !== manifest.schema
      ? ["The back-up's tables are not those that its manifest names."]
      : [];
  return [...(altered === undefined ? [] : [altered]), ...renamed, ...counts, ...head];
}

/**
 * What an anchor outside the back-up vouches for beyond its end was booked after it was made. Restoring an older
 * back-up is what back-ups are for, so that is said and not refused.
 */
const laterKinds: readonly string[] = ["truncated", "checkpoint-missing"];

function auditFindings(verified: Result<Verification, Problem>): { faults: string[]; cautions: string[] } {
  if (!verified.ok) return { faults: [verified.error.sentence], cautions: [] };
  const { findings, findingsTotal, cautions } = verified.value;
  const later = findings.filter((finding) => laterKinds.includes(finding.kind)).map((finding) => finding.sentence);
  const faults = findings.filter((finding) => !laterKinds.includes(finding.kind)).map((finding) => finding.sentence);
  const more = findingsTotal - findings.length;
  if (more > 0) faults.push(`The check of the audit chain found ${more} more faults.`);
  return {
    faults,
    cautions: [...cautions, ...later.map((sentence) => `Restoring it loses what came later: ${sentence}`)],
  };
}

/** A chain that ends before one of its own checkpoints was cut before the back-up was made. */
async function cutFaults(store: SqliteStore): Promise<readonly string[]> {
  const checkpoint = await latestCheckpoint(store);
  const { seq } = await auditHead(store);
  if (!checkpoint || checkpoint.size <= seq) return [];
  return [`The audit chain ends at entry ${seq}, and a checkpoint was signed over ${checkpoint.size}.`];
}
