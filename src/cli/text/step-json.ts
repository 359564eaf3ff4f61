import { isoTime } from "../../domain/time/iso-time.ts";
import type { HumanStep } from "../../store/human-step.ts";

/** A step as JSON. An answer is not part of it. */
export function stepJson(step: HumanStep): object {
  const time = (at: number | undefined): string | null => (at === undefined ? null : isoTime(at));
  const { id, kind, title, lines, copies, link, input, choices, verifier, state, note, createdBy, endedBy } = step;
  return {
    id: id.toString(),
    kind,
    title,
    lines,
    copies,
    link: link ?? null,
    input,
    choices,
    verified: verifier !== undefined,
    state,
    note,
    dueAt: time(step.dueAt),
    createdAt: isoTime(step.createdAt),
    createdBy,
    answeredAt: time(step.answeredAt),
    endedAt: time(step.endedAt),
    endedBy: endedBy ?? null,
  };
}
