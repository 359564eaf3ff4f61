import { isoTime } from "../../../domain/time/iso-time.ts";
import { systemState } from "../../../operations/system-state.ts";
import { systemState as answer } from "../../contract/system.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /system` */
export const route = defineRoute({
  method: "get",
  path: "/system",
  summary: "What the engine runs on: memory, disk, the size of its books, the newest back-up.",
  needs: "read",
  scope: "installation",
  answer,
  handler: async ({ deps }) => {
    const { version, startedAt, database, disk, memory, backupAt } = await systemState(deps.workplace, deps.facts);
    return {
      version,
      startedAt: isoTime(startedAt),
      database: { engine: database.engine, bytes: database.bytes ?? null },
      disk: disk ? { used: disk.totalBytes - disk.freeBytes, total: disk.totalBytes } : null,
      memory: memory ? { used: memory.usedBytes, total: memory.ceilingBytes } : null,
      backup: backupAt === undefined ? null : { at: isoTime(backupAt) },
    };
  },
});
