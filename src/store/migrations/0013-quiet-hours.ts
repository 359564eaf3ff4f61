import { type EngineKind, type Migration, portable } from "./migration.ts";

/** Hours in which a place for messages is left alone: "22:00-07:00 Africa/Nairobi", "" for none. */
const tables = [`ALTER TABLE sink ADD COLUMN quiet TEXT NOT NULL DEFAULT ''`];

export const quietHours: Migration = {
  name: "0013-quiet-hours",
  statements: (engine: EngineKind) => tables.map((text) => portable(engine, text)),
};
