import type { z } from "zod";
import type { Autonomy } from "../../domain/action/autonomy.ts";
import { actionKinds, type KindRow } from "../../domain/action/kinds.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { KindAutonomy } from "../../operations/change-autonomy.ts";
import type { kindAutonomy } from "../contract/autonomy.ts";

/** What is allowed of a kind, amounts as decimal text. */
export function autonomyJson({ kind, title, autonomy, targets }: KindAutonomy): z.infer<typeof kindAutonomy> {
  const row: KindRow = actionKinds[kind];
  const { level, mode, countMax, holdOutPercent } = autonomy;
  return {
    kind,
    title,
    area: row.area,
    outside: row.outside,
    targets: [...targets],
    level,
    mode,
    perDay: countMax ?? null,
    costPerDay: costOf(autonomy),
    holdOut: holdOutPercent ?? null,
  };
}

function costOf({ moneyMax, currency }: Autonomy): { amount: string; currency: string } | null {
  return moneyMax === undefined ? null : { amount: formatMinor(moneyMax, currency), currency };
}
