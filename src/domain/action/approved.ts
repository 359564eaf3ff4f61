import type { Action } from "./action.ts";

/**
 * An action that passed the gate: the rules allowed it, whoever had to say yes said yes to exactly this plan, and its
 * intent is on the disk. The class is not exported and its mark is private, so that nothing else can be one: neither an
 * object that looks like it, nor a copy with one parameter changed.
 */
class Passed<A extends Action> {
  readonly action: A;
  readonly #mark = true;

  constructor(action: A) {
    this.action = action;
  }

  static is(value: unknown): boolean {
    return typeof value === "object" && value !== null && #mark in value && value.#mark;
  }
}

/** What connectors' writing calls accept, and nothing else. */
export type Approved<A extends Action = Action> = Passed<A>;

/** Makes one. For the gate alone (`src/actions/gate/`), which is checked: it has looked at everything before. */
export function letThrough<A extends Action>(action: A): Approved<A> {
  Object.freeze(action.parameters);
  Object.freeze(action);
  return new Passed(action);
}

/** Whether it really came through the gate, for callers whom no compiler watches. */
export function isApproved(value: unknown): value is Approved {
  return Passed.is(value);
}
