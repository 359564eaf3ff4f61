import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { answerFault } from "../domain/step/step.ts";
import { openFields, sealFields } from "../intake/sealed-fields.ts";
import { closeStep, resolveStep } from "../steps/ask-step.ts";
import type { Book } from "../store/book.ts";
import { type HumanStep, openSteps, pastSteps, readStep } from "../store/human-step.ts";
import type { Workplace } from "./workplace.ts";

/**
 * What waits for a person in these books, the soonest due first; with `pastMax`, also the newest that ended. Answered
 * ones are among the waiting: Millrace looks whether they are done.
 */
export async function listSteps(
  { store }: Pick<Workplace, "store">,
  book: Book,
  pastMax = 0,
): Promise<{ readonly open: readonly HumanStep[]; readonly past: readonly HumanStep[] }> {
  const open = await openSteps(store, book.id);
  return { open, past: pastMax > 0 ? await pastSteps(store, book.id, pastMax) : [] };
}

/** One step of these books. Problem: `step-unknown`. */
export async function findStep(
  { store }: Pick<Workplace, "store">,
  book: Book,
  id: string,
): Promise<Result<HumanStep, Problem>> {
  const step = /^\d{1,18}$/.test(id) ? await readStep(store, BigInt(id)) : undefined;
  if (step?.bookId === book.id) return ok(step);
  return err(
    problem("step-unknown", `There is no step "${id.slice(0, 40)}".`, {
      kept: "Nothing was changed.",
      fix: "`millrace steps` shows their numbers.",
    }),
  );
}

/**
 * A person did it, and gives what was asked for. Problems: `step-unknown`, `step-over` and `step-answer` (not what was
 * asked for).
 */
export async function resolve(
  workplace: Workplace,
  book: Book,
  id: string,
  answer: string | undefined,
): Promise<Result<HumanStep, Problem>> {
  const { store, sealing, clock, actor } = workplace;
  const found = await findStep(workplace, book, id);
  if (!found.ok) return found;
  const step = found.value;
  if (step.state !== "open") return err(notOpen(step));
  const fault = answerFault(step.input, step.choices, answer);
  if (fault !== undefined) {
    const sentence = `Step ${step.id} cannot be resolved so: ${fault}.`;
    return err(
      problem("step-answer", sentence, { kept: "Nothing was changed.", fix: `\`millrace steps show ${id}\`` }),
    );
  }
  const done = await store.transaction(async (tx) => {
    const given = answer?.trim() ?? "";
    const sealed = given === "" ? undefined : await sealFields(tx, sealing, { answer: given }, belongingOf(step));
    const kept = sealed && { keyId: sealed.keyId, answer: sealed.sealed };
    return resolveStep(tx, step, kept, { actor, now: clock.now() });
  });
  return done ? findStep(workplace, book, id) : err(notOpen(step));
}

/** Nobody will do it. Problems: `step-unknown`, `step-over`. */
export async function cancelStep(
  workplace: Workplace,
  book: Book,
  id: string,
  reason: string,
): Promise<Result<HumanStep, Problem>> {
  const { store, clock, actor } = workplace;
  const found = await findStep(workplace, book, id);
  if (!found.ok) return found;
  const by = { actor, now: clock.now(), note: reason };
  const done = await store.transaction((tx) => closeStep(tx, found.value, "cancelled", by));
  return done ? findStep(workplace, book, id) : err(notOpen(found.value));
}

/** What a person answered; undefined where nothing was asked for, or not yet given. */
export async function stepAnswer({ store, sealing }: Workplace, step: HumanStep): Promise<string | undefined> {
  if (step.keyId === undefined || step.answer === undefined) return undefined;
  const fields = await openFields(store, sealing, { keyId: step.keyId, sealed: step.answer }, belongingOf(step));
  return fields?.["answer"]?.reveal();
}

function belongingOf({ id }: HumanStep): { kind: string; id: bigint } {
  return { kind: "step-answer", id };
}

function notOpen({ id, state }: HumanStep): Problem {
  const words = {
    open: "was just changed by somebody else",
    answered: "is answered, and Millrace looks whether it is done",
    done: "is done",
    cancelled: "was cancelled",
    expired: "has expired",
  } as const;
  return problem("step-over", `Step ${id} ${words[state]}.`, { kept: "Nothing was changed." });
}
