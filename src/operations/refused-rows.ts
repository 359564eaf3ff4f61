import { auditPayload } from "../domain/audit/payload.ts";
import { openSealed } from "../intake/sealing.ts";
import { appendAudit } from "../store/audit-log.ts";
import { type FileImport, listRefusedRows } from "../store/file-import.ts";
import type { Workplace } from "./workplace.ts";

export type RefusedRowShown = {
  readonly line: number;
  readonly reason: string;
  /** The row's cells; only when asked for. */
  readonly cells?: readonly string[];
};

/** The refused rows of an import. Rows may name buyers, so looking at them is written to the audit record first. */
export async function refusedRows(
  workplace: Workplace,
  file: FileImport,
  limit: number,
  showRows: boolean,
): Promise<readonly RefusedRowShown[]> {
  const { store, sealing, clock, actor } = workplace;
  const rows = await listRefusedRows(store, file.id, limit);
  if (!showRows || rows.length === 0) return rows.map(({ line, reason }) => ({ line, reason }));
  await store.transaction((tx) =>
    appendAudit(tx, [
      { ts: clock.now(), actor, action: "refused-rows.show", payload: auditPayload({ import: file.id }) },
    ]),
  );
  const shown: RefusedRowShown[] = [];
  for (const { line, reason, keyId, body } of rows) {
    const plain = await openSealed(store, sealing, keyId, body, { kind: "refused row", id: `${file.id}:${line}` });
    shown.push({
      line,
      reason,
      ...(plain ? { cells: JSON.parse(Buffer.from(plain).toString("utf8")) as string[] } : {}),
    });
  }
  return shown;
}
