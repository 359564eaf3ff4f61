import type { Clock } from "../base/clock.ts";
import { err, ok } from "../base/result.ts";
import type { Action } from "../domain/action/action.ts";
import type { ActionKind } from "../domain/action/kinds.ts";
import { type NewStep, type StepInput, type StepKind, stepKinds } from "../domain/step/step.ts";
import type { Acts, ConnectorContext } from "../spec/connector.ts";
import { askStep } from "../steps/ask-step.ts";
import { findBook } from "../store/book.ts";
import type { Store } from "../store/handle.ts";
import { stepByKey } from "../store/human-step.ts";
import type { Opened } from "./road.ts";

/** The target of what never leaves this installation. */
export const inside = "inside";

/** What is done inside by something in a person's queue. */
export const insideKinds: readonly ActionKind[] = ["human.step", "reminder.show"];

/** The key of the step that an action became. */
export function stepKeyOf(actionId: string): string {
  return `act/${actionId}`;
}

/**
 * What is done inside: a person is asked for a step, or reminded, by something in the person's queue. One action is one
 * step, however often it is tried, and what became of it is looked up in the queue.
 */
export function openInside(
  at: { readonly store: Store; readonly clock: Clock; readonly actor: string },
  readAgain: Opened["readAgain"] = async () => undefined,
): Opened {
  return { acts: insideActs(at), context: noWayOut, readAgain };
}

function insideActs({ store, clock, actor }: Parameters<typeof openInside>[0]): Acts {
  return {
    kinds: insideKinds,
    honoursKeys: true,
    // A commit is there or it is not.
    settledAfterMs: 0,
    apply: async (_context, { action }) => {
      const step = stepOf(action);
      if (step === undefined) return err({ kind: "refused", failure: notInside });
      return store.transaction(async (tx) => {
        const book = await findBook(tx, action.book);
        if (!book) return err({ kind: "refused", failure: notInside } as const);
        if ((await stepByKey(tx, book.id, step.key)) === undefined) {
          await askStep(tx, book.id, step, { actor, now: clock.now() });
        }
        return ok({ note: "It waits in your inbox." });
      });
    },
    find: async (_context, action) => {
      const book = await findBook(store, action.book);
      const step = book && (await stepByKey(store, book.id, stepKeyOf(action.id)));
      return ok(
        step ? { kind: "found", note: "It is in your inbox." } : { kind: "absent", note: "It is not in your inbox." },
      );
    },
  };
}

/** The step that a person sees; undefined for a kind that is done in another way. */
function stepOf(action: Action): NewStep | undefined {
  const common = { key: stepKeyOf(action.id), dueAt: action.expiresAt, title: action.reason };
  if (action.kind === "reminder.show") return { ...common, kind: "decision", lines: [action.parameters.text] };
  if (action.kind !== "human.step") return undefined;
  const { step, text, link, input } = action.parameters;
  return {
    ...common,
    kind: kindOf(step),
    lines: [text],
    ...(link !== undefined && /^https?:\/\//i.test(link) ? { link } : {}),
    input: inputOf(input),
  };
}

function kindOf(step: string): StepKind {
  return stepKinds.find((kind) => kind === step) ?? "decision";
}

/** A choice needs choices, which an action does not name: then it is a text. */
function inputOf(input: string | undefined): StepInput {
  if (input === "choice") return "text";
  return (["text", "file", "code"] as const).find((one) => one === input) ?? "none";
}

const notInside = { kind: "fatal", code: "not-inside", sentence: "Millrace does not do this inside." } as const;

const noWayOut: ConnectorContext = {
  http: { call: () => Promise.reject(new Error("what is done inside has no way out")), quota: () => [] },
  credential: () => "",
};
