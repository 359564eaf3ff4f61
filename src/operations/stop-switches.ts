import { turnStop } from "../actions/switches.ts";
import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { allActionKinds, isActionKind } from "../domain/action/kinds.ts";
import { listActions, putOffAction } from "../store/action.ts";
import { type StopSwitch, stopsOn } from "../store/stop-switch.ts";
import { openRoad } from "./open-road.ts";
import { typedReason } from "./typed-reason.ts";
import type { Workplace } from "./workplace.ts";

/** What a switch is about: `undefined` everything, else the id of a platform or a kind of action. Problem: `unknown-scope`. */
export function stopScope({ platforms }: Workplace, typed: string | undefined): Result<string, Problem> {
  if (typed === undefined || typed === "everything") return ok("everything");
  const ids = platforms.connectors.map(({ id }) => id);
  if (ids.includes(typed)) return ok(`platform:${typed}`);
  if (isActionKind(typed)) return ok(`kind:${typed}`);
  const meant = nearest(typed, [...ids, ...allActionKinds(), "everything"]);
  const fix =
    meant === undefined ? "Name a platform or a kind of action, or nothing for everything." : `Did you mean ${meant}?`;
  return err(
    problem("unknown-scope", `There is nothing called "${typed.slice(0, 60)}" to stop.`, {
      kept: "Nothing was changed.",
      fix,
    }),
  );
}

/** Turns a stop switch on. What only gives back, takes down or ends something goes on. Problems: `unknown-scope`, `reason-wrong`. */
export async function stopActing(
  workplace: Workplace,
  typed: string | undefined,
  reason: string | undefined,
): Promise<Result<readonly StopSwitch[], Problem>> {
  const scope = stopScope(workplace, typed);
  if (!scope.ok) return scope;
  const why = reason === undefined ? ok("") : typedReason(reason);
  if (!why.ok) return why;
  await turnStop(workplace, scope.value, "on", { actor: workplace.actor, reason: why.value });
  return ok(await stopsOn(workplace.store));
}

const waitingMax = 1_000;
const secondMs = 1_000;

/** Turns a stop switch off. What waited in line because of it goes on soon. Gives those that are still on. Problem: `unknown-scope`. */
export async function letGo(
  workplace: Workplace,
  typed: string | undefined,
): Promise<Result<readonly StopSwitch[], Problem>> {
  const scope = stopScope(workplace, typed);
  if (!scope.ok) return scope;
  await turnStop(workplace, scope.value, "off", { actor: workplace.actor, reason: "" });
  const road = openRoad(workplace);
  const soon = workplace.clock.now() + 10 * secondMs;
  const waiting = await listActions(workplace.store, { states: ["queued"], limit: waitingMax });
  for (const row of waiting) {
    if (row.waitsFor === "" || (row.dueAt ?? 0) <= soon) continue;
    await workplace.store.transaction(async (tx) => {
      if (await putOffAction(tx, row, soon, row.waitsFor)) await road.sendAt(tx, row, soon);
    });
  }
  return ok(await stopsOn(workplace.store));
}
