import { toHex } from "../base/hash.ts";
import { fail } from "../base/problem.ts";
import { auditHead } from "../store/audit-log.ts";
import { countRows } from "../store/copy-rows.ts";
import type { EngineKind } from "../store/migrations/migration.ts";
import type { SqliteStore } from "../store/open-sqlite.ts";
import { describeSqliteSchema, fingerprintOf } from "../store/schema-fingerprint.ts";

/** What a back-up says of itself, inside its encryption. */
export type BackupManifest = {
  readonly format: 1;
  /** UTC milliseconds. */
  readonly madeAt: number;
  /** The release that made it. */
  readonly program: string;
  /** Where the books were kept. */
  readonly engine: EngineKind;
  readonly keyId: string;
  /** Hash over the schema of the back-up. */
  readonly schema: string;
  /** The newest entry of the audit chain: place and hash (hex). */
  readonly auditHead: { readonly seq: number; readonly hash: string };
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** The configuration file and settings without secrets, by name; for reading after a loss, never applied by itself. */
  readonly configuration: Readonly<Record<string, unknown>>;
};

export type ManifestFacts = Pick<BackupManifest, "madeAt" | "program" | "engine" | "keyId" | "configuration">;

/** Looks at a copy that nobody else has open, and writes into it what it holds. */
export async function writeManifest(copy: SqliteStore, facts: ManifestFacts): Promise<BackupManifest> {
  const manifest: BackupManifest = { format: 1, ...facts, ...(await contentOf(copy)) };
  await copy.transaction(async (tx) => {
    await tx.q.deleteFrom("backup_manifest").execute();
    await tx.q
      .insertInto("backup_manifest")
      .values({ id: 1n, body: JSON.stringify(manifest) })
      .execute();
  });
  return manifest;
}

/** What the manifest must say of a database with this content. */
export async function contentOf(copy: SqliteStore): Promise<Pick<BackupManifest, "schema" | "auditHead" | "rows">> {
  const head = await auditHead(copy);
  return {
    schema: fingerprintOf(await describeSqliteSchema(copy)),
    auditHead: { seq: Number(head.seq), hash: toHex(head.hash) },
    rows: await countRows(copy),
  };
}

/** Reads it back; a database without one was not made by `millrace backup`. */
export async function readManifest(copy: SqliteStore): Promise<BackupManifest> {
  const row = await copy.q.selectFrom("backup_manifest").select("body").where("id", "=", 1n).executeTakeFirst();
  const manifest = row && parse(row.body);
  if (manifest?.format === 1) return manifest;
  return fail("backup-no-manifest", `${copy.path} does not say what it holds, so it cannot be checked as a back-up.`, {
    kept: "Nothing was changed.",
    fix: "Name a file that `millrace backup` wrote; a copied database file goes to the data directory as it is.",
  });
}

/** The text was authenticated with the file's key; only its version needs a look. */
function parse(body: string): BackupManifest | undefined {
  try {
    return JSON.parse(body) as BackupManifest;
  } catch {
    return undefined;
  }
}
