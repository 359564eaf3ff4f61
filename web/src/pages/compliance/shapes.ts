import type { z } from "zod";
import type { autonomyChange, autonomyTable, kindAutonomy } from "../../../../src/api/contract/autonomy.ts";
import type {
  actionLog,
  complianceBoard,
  decision,
  judgedAction,
  ruleOnBoard,
} from "../../../../src/api/contract/compliance.ts";
import type { switchList } from "../../../../src/api/contract/switches.ts";

/** What the API answers, as this page reads it. */
export type Board = z.infer<typeof complianceBoard>;
export type Rule = z.infer<typeof ruleOnBoard>;
export type Decision = z.infer<typeof decision>;
export type ActionLog = z.infer<typeof actionLog>;
export type Judged = z.infer<typeof judgedAction>;
export type AutonomyTable = z.infer<typeof autonomyTable>;
export type KindAutonomy = z.infer<typeof kindAutonomy>;
export type AutonomyChange = z.infer<typeof autonomyChange>;
export type Switches = z.infer<typeof switchList>;
