import { nearest } from "../../base/nearest.ts";
import { fail } from "../../base/problem.ts";
import type { ParamValue } from "../../spec/strategy.ts";
import { paramToJson, readTyped } from "../../spec/strategy-kit/params.ts";
import { isRecord } from "../../spec/strategy-kit/read-strategy.ts";
import { saveStrategy } from "../../store/strategy.ts";
import { cardFrom } from "./card-text.ts";
import { findStrategy } from "./find-strategy.ts";
import { noteChange } from "./note-change.ts";
import type { StrategyPlace } from "./place.ts";

/**
 * Sets one setting of a strategy to what a person typed, or back to its default with "default". Throws
 * `unknown-strategy`, `unknown-setting` or `setting-wrong`.
 */
export async function setStrategyParam(
  place: Pick<StrategyPlace, "store" | "clock" | "actor">,
  id: string,
  name: string,
  typed: string,
): Promise<ParamValue | "default"> {
  return place.store.transaction(async (tx) => {
    const row = await findStrategy(tx, id);
    const card = cardFrom(row.card);
    const shapes = card.ok ? card.value.params : {};
    const shape = shapes[name];
    if (shape === undefined) return unknownSetting(id, name, Object.keys(shapes));
    const stored: unknown = JSON.parse(row.params);
    const { [name]: _, ...others } = isRecord(stored) ? stored : {};
    if (typed === "default") {
      await saveStrategy(tx, { ...row, params: JSON.stringify(others) });
      await noteChange(tx, place, "strategy.set", { strategy: id, setting: name, value: "default" });
      return "default";
    }
    const value = readTyped(shape, typed);
    if (!value.ok)
      return fail("setting-wrong", `"${name}" of "${id}" must be ${value.error}.`, { kept: "Nothing was changed." });
    const kept = paramToJson(value.value);
    await saveStrategy(tx, { ...row, params: JSON.stringify({ ...others, [name]: kept }) });
    await noteChange(tx, place, "strategy.set", { strategy: id, setting: name, value: JSON.stringify(kept) });
    return value.value;
  });
}

function unknownSetting(id: string, name: string, names: readonly string[]): never {
  const meant = nearest(name, names);
  const all = names.length === 0 ? "It has none." : `It has: ${names.join(", ")}.`;
  return fail("unknown-setting", `"${id}" has no setting "${name.slice(0, 60)}".`, {
    kept: "Nothing was changed.",
    fix: meant === undefined ? all : `Did you mean "${meant}"?`,
  });
}
