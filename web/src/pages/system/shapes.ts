import type { z } from "zod";
import type { alert, alertList } from "../../../../src/api/contract/alerts.ts";
import type { auditState } from "../../../../src/api/contract/audit.ts";
import type { limits, status } from "../../../../src/api/contract/engine.ts";
import type { jobRun, jobStarted, schedule } from "../../../../src/api/contract/jobs.ts";
import type { strategy, strategyRun } from "../../../../src/api/contract/strategies.ts";
import type { logLines, systemState } from "../../../../src/api/contract/system.ts";

/** What the API answers, as this page reads it. */
export type Alert = z.infer<typeof alert>;
export type Alerts = z.infer<typeof alertList>;
export type Audit = z.infer<typeof auditState>;
export type Limits = z.infer<typeof limits>;
export type Status = z.infer<typeof status>;
export type Run = z.infer<typeof jobRun>;
export type Started = z.infer<typeof jobStarted>;
export type Schedule = z.infer<typeof schedule>;
export type Strategy = z.infer<typeof strategy>;
export type StrategyRun = z.infer<typeof strategyRun>;
export type LogLines = z.infer<typeof logLines>;
export type Machine = z.infer<typeof systemState>;
