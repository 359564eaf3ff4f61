import { sha256, toHex } from "../base/hash.ts";
import type { Action } from "../domain/action/action.ts";
import { parametersFromJson, parametersToJson } from "../domain/action/parameters.ts";
import { subjectOf, withoutPersonal } from "../domain/action/personal.ts";
import { planHash } from "../domain/action/plan-hash.ts";
import { countedUnder } from "../domain/policy/counting.ts";
import { knowBuyers } from "../intake/buyers.ts";
import { openSealed, type Sealing } from "../intake/sealing.ts";
import { type ActionRow, readAction, type SealedPlan } from "../store/action.ts";
import type { Handle, Tx } from "../store/handle.ts";

/**
 * The plan as it is stored: what names a person, and what is said to them, sealed under the data key of that person
 * alone, so that erasing the person reaches it. A plan about nobody stays as it is. The plan's hash is always over the
 * plain content.
 */
export async function sealPlan(tx: Tx, sealing: Sealing, row: ActionRow): Promise<ActionRow> {
  const { action, bookId } = row;
  const subject = subjectOf(action.kind, action.parameters);
  if (subject === undefined) return row;
  const buyer = subject.includes("@") ? { email: subject } : { platformId: subject };
  const known = (await knowBuyers(tx, sealing, bookId, [{ source: action.target, buyer }])).get(buyer);
  if (!known) return row;
  const plain = Buffer.from(JSON.stringify(parametersToJson(action.parameters)), "utf8");
  const sealed: SealedPlan = { keyId: known.keyId, bytes: sealing.seal(plain, known.key, belongingOf(action)) };
  return { ...row, action: hiddenAction(action), sealed };
}

/** The row with its plain plan. One whose person was erased stays sealed: `isErased`. */
export async function openPlan(handle: Handle, sealing: Sealing, row: ActionRow): Promise<ActionRow> {
  if (row.sealed === undefined || !isErased(row)) return row;
  const { keyId, bytes } = row.sealed;
  const plain = await openSealed(handle, sealing, keyId, bytes, belongingOf(row.action));
  if (!plain) return row;
  const parameters = parametersFromJson(row.action.kind, JSON.parse(Buffer.from(plain).toString("utf8")));
  return parameters.ok ? { ...row, action: withParameters(row.action, parameters.value) } : row;
}

/** The action of this id with its plain plan, or undefined. */
export async function readPlain(handle: Handle, sealing: Sealing, id: string): Promise<ActionRow | undefined> {
  const row = await readAction(handle, id);
  return row && openPlan(handle, sealing, row);
}

/** Whether the row does not hold the plan that its hash is of: it is sealed, or its person was erased. */
export function isErased(row: ActionRow): boolean {
  return row.sealed !== undefined && planHash(row.action) !== row.planHash;
}

/** Under which keys an act counts: those that name a person only as a hash. */
export function countKeysOf(action: Action): readonly string[] {
  const keys = countedUnder(action);
  return subjectOf(action.kind, action.parameters) === undefined ? keys : keys.map(hashedKey);
}

/** A key that names a person, as it is kept. */
export function hashedKey(key: string): string {
  return toHex(sha256(`millrace/counted/v1\n${key}`));
}

function hiddenAction(action: Action): Action {
  return withParameters(action, withoutPersonal(action.kind, action.parameters));
}

/** @param parameters of the action's own kind: read by its row, or made of those it has */
function withParameters(action: Action, parameters: unknown): Action {
  return { ...action, parameters } as Action;
}

function belongingOf({ id }: Action): { readonly kind: string; readonly id: string } {
  return { kind: "action-plan", id };
}
