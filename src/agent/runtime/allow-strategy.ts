import { fail } from "../../base/problem.ts";
import { rightsKey, rightsText } from "../../spec/strategy-kit/rights-text.ts";
import { saveStrategy } from "../../store/strategy.ts";
import { cardFrom } from "./card-text.ts";
import { findStrategy } from "./find-strategy.ts";
import { noteChange } from "./note-change.ts";
import type { StrategyPlace } from "./place.ts";

/** The rights that a strategy declares, to be looked at, and the text that stands for exactly these. */
export type DeclaredRights = { readonly lines: readonly string[]; readonly key: string };

/** Throws `unknown-strategy`, or `strategy-refused` when it cannot be run at all. */
export async function declaredRights(place: Pick<StrategyPlace, "store">, id: string): Promise<DeclaredRights> {
  const row = await findStrategy(place.store, id);
  const card = cardFrom(row.card);
  if (row.refused !== "" || !card.ok)
    return fail("strategy-refused", `"${id}" cannot be run: ${row.refused}`, { kept: "Nothing was allowed." });
  return { lines: rightsText(card.value.rights), key: rightsKey(card.value.rights) };
}

/** Allows the rights that the owner saw; `rights-changed` when the strategy declares others by now. */
export async function allowStrategy(
  place: Pick<StrategyPlace, "store" | "clock" | "actor">,
  id: string,
  seen: DeclaredRights,
): Promise<void> {
  const now = await declaredRights(place, id);
  if (now.key !== seen.key)
    fail("rights-changed", `The rights of "${id}" have changed since you saw them.`, {
      kept: "Nothing was allowed.",
      fix: `Look at them again with \`millrace strategies show ${id}\`.`,
    });
  await place.store.transaction(async (tx) => {
    const row = await findStrategy(tx, id);
    await saveStrategy(tx, { ...row, allowedRights: seen.key, allowedAt: place.clock.now() });
    await noteChange(tx, place, "strategy.allow", { strategy: id, rights: seen.key });
  });
}
