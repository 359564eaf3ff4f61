import { type Problem, problem } from "../base/problem.ts";
import { err, type Result } from "../base/result.ts";
import { actionKinds, allActionKinds, kindRow } from "../domain/action/kinds.ts";
import { listActions } from "../store/action.ts";
import { listConnections } from "../store/connection.ts";
import { type StopSwitch, stopsOn } from "../store/stop-switch.ts";
import { letGo, stopActing } from "./stop-switches.ts";
import type { Workplace } from "./workplace.ts";

/** What one switch could stop. */
export type Stoppable = { readonly scope: string; readonly name: string };

/** The switches that are on, what waits because of them, and all that could be stopped. */
export type SwitchBoard = {
  readonly on: readonly StopSwitch[];
  readonly waiting: number;
  readonly platforms: readonly Stoppable[];
  readonly kinds: readonly Stoppable[];
};

const waitingMax = 1_000;

/** The whole board: connected platforms, and kinds of act that some connected platform can do. */
export async function switchBoard({ store, platforms }: Workplace): Promise<SwitchBoard> {
  const connected = new Set((await listConnections(store)).map(({ platform }) => platform));
  const here = platforms.connectors.filter(({ id }) => connected.has(id));
  const on = await stopsOn(store);
  const stopped = new Set(on.map(({ scope }) => scope));
  const kinds = allActionKinds().filter(
    (kind) =>
      stopped.has(`kind:${kind}`) || (kindRow(kind)?.outside && here.some(({ acts }) => acts?.kinds.includes(kind))),
  );
  const queued = on.length === 0 ? [] : await listActions(store, { states: ["queued"], limit: waitingMax });
  return {
    on,
    waiting: queued.filter(({ waitsFor }) => waitsFor !== "").length,
    platforms: here.map(({ id, title }) => ({ scope: `platform:${id}`, name: title })),
    kinds: kinds.map((kind) => ({ scope: `kind:${kind}`, name: actionKinds[kind].title })),
  };
}

/**
 * Turns a switch, named by its scope ("everything", "platform:gumroad", "kind:listing.price"). On is done at once;
 * off needs `mayLetGo`, which is why not. Problems: `unknown-scope`, `reason-wrong`, and that of `mayLetGo`.
 */
export async function turnSwitch(
  workplace: Workplace,
  scope: string,
  turn: { readonly on: boolean; readonly reason?: string | undefined },
  mayLetGo: Result<void, Problem>,
): Promise<Result<readonly StopSwitch[], Problem>> {
  const name = scopeTyped(scope);
  if (name === undefined) return err(unknown(scope));
  if (turn.on) return stopActing(workplace, name, turn.reason);
  if (!mayLetGo.ok) return mayLetGo;
  return letGo(workplace, name);
}

function scopeTyped(scope: string): string | undefined {
  if (scope === "everything") return scope;
  return /^(?:platform|kind):(.+)$/.exec(scope)?.[1];
}

function unknown(scope: string): Problem {
  return problem("unknown-scope", `There is nothing called "${scope.slice(0, 60)}" to stop.`, {
    kept: "Nothing was changed.",
    fix: 'Say "everything", "platform:gumroad" or "kind:listing.price".',
  });
}
