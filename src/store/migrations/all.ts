import { ledgerTables } from "./0001-ledger-tables.ts";
import { sqliteGuards } from "./0002-sqlite-guards.ts";
import { postgresGuards } from "./0003-postgres-guards.ts";
import { intakeTables } from "./0004-intake-tables.ts";
import { intakeGuards } from "./0005-intake-guards.ts";
import { liveTables } from "./0006-live-tables.ts";
import { jobTables } from "./0007-job-tables.ts";
import { actionTables } from "./0008-action-tables.ts";
import { strategyTables } from "./0009-strategy-tables.ts";
import { alertTables } from "./0010-alert-tables.ts";
import { accessTables } from "./0011-access-tables.ts";
import { outcomeTables } from "./0012-outcome-tables.ts";
import { quietHours } from "./0013-quiet-hours.ts";
import { apiAnswers } from "./0014-api-answers.ts";
import { peopleTables } from "./0015-people-tables.ts";
import { insightTables } from "./0016-insight-tables.ts";
import type { Migration } from "./migration.ts";

/** Every step, oldest first. Append only. */
export const migrations: readonly Migration[] = [
  ledgerTables,
  sqliteGuards,
  postgresGuards,
  intakeTables,
  intakeGuards,
  liveTables,
  jobTables,
  actionTables,
  strategyTables,
  alertTables,
  accessTables,
  outcomeTables,
  quietHours,
  apiAnswers,
  peopleTables,
  insightTables,
];
