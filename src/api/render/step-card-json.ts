import type { z } from "zod";
import { isoTime } from "../../domain/time/iso-time.ts";
import { connectionOf } from "../../operations/check-step.ts";
import type { HumanStep } from "../../store/human-step.ts";
import type { step } from "../contract/steps.ts";
import type { Given } from "../define-route.ts";
import { inPages } from "../page-hints.ts";

/** The sentence above a command that is not shown here. */
const belowCommand = (line: string): string =>
  line
    .replace("the command below asks for your consent anew", "Platforms asks for your consent anew")
    .replace("to Millrace with the command below", "to Millrace under Platforms");

/** A step as the dashboard and programs see it. An answer is not part of it. */
export function stepCardJson(one: HumanStep): Given<z.input<typeof step>> {
  const time = (at: number | undefined): string | null => (at === undefined ? null : isoTime(at));
  const { id, kind, title, lines, copies, link, input, choices, verifier, state, note, createdBy, endedBy } = one;
  return {
    id: id.toString(),
    kind,
    title,
    lines: lines.map((line) => inPages(belowCommand(line))),
    // Where there are pages, one connects there.
    copies: copies.filter(({ text }) => !text?.startsWith("millrace connect")),
    link: link ?? null,
    input,
    choices,
    verified: verifier !== undefined,
    connection: connectionOf(one) ?? null,
    state,
    note,
    dueAt: time(one.dueAt),
    createdAt: isoTime(one.createdAt),
    createdBy,
    answeredAt: time(one.answeredAt),
    endedAt: time(one.endedAt),
    endedBy: endedBy ?? null,
  };
}
