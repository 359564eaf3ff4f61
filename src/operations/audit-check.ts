import { join } from "node:path";
import { anchorsFolder } from "../audit/program.ts";
import type { Millis } from "../base/clock.ts";
import type { Problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { ok, type Result } from "../base/result.ts";
import { auditHead } from "../store/audit-log.ts";
import { latestCheckpoint } from "../store/checkpoint.ts";
import type { Tx } from "../store/handle.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import { type Checked, verifyBooks } from "./verify-books.ts";
import type { Workplace } from "./workplace.ts";

/** What the newest check of the whole audit record came to. */
export type AuditCheck = {
  readonly at: Millis;
  /** Links it walked. */
  readonly entries: number;
  readonly whole: boolean;
  /** Up to this link, copies outside the database vouch for it. */
  readonly anchored: number;
  /** What was found, in sentences; the first few. */
  readonly findings: readonly string[];
};

/** The record as it stands, and what was last found of it. */
export type AuditState = {
  readonly links: number;
  /** The hash of the newest link, hexadecimal. */
  readonly head: string;
  readonly signed: { readonly links: number; readonly at: Millis } | undefined;
  readonly check: AuditCheck | undefined;
};

/** The setting that remembers the newest check: an `AuditCheck` as JSON. */
const checkSetting = "audit.checked";
const findingsMax = 5;

/** Checks the whole record against itself, the books and the copies outside, and remembers what came of it. */
export async function checkAudit(workplace: Workplace, random: Random): Promise<Result<AuditCheck, Problem>> {
  const { store, installation, clock } = workplace;
  const folder = join(installation.dataDir, anchorsFolder);
  const checked = await verifyBooks(store, installation.master, { folder, random });
  if (!checked.ok) return checked;
  const check = auditCheckOf(checked.value, clock.now());
  await store.transaction((tx) => keepAuditCheck(tx, check));
  return ok(check);
}

/** What a walk of the record came to, as it is kept. */
export function auditCheckOf({ head, ok: whole, anchored, findings }: Checked, at: Millis): AuditCheck {
  const said = findings.slice(0, findingsMax).map(({ sentence }) => sentence);
  return { at, entries: head.seq, whole, anchored, findings: said };
}

export function keepAuditCheck(tx: Tx, check: AuditCheck): Promise<void> {
  return writeSetting(tx, checkSetting, JSON.stringify(check));
}

/** How long the record is, what of it is signed, and what its newest check found. */
export async function auditState({ store }: Pick<Workplace, "store">): Promise<AuditState> {
  const { seq, hash } = await auditHead(store);
  const newest = await latestCheckpoint(store);
  const check = await readSetting(store, checkSetting);
  return {
    links: Number(seq),
    head: Buffer.from(hash).toString("hex"),
    signed: newest && { links: Number(newest.size), at: Number(newest.createdAt) },
    check: check === undefined ? undefined : (JSON.parse(check) as AuditCheck),
  };
}
