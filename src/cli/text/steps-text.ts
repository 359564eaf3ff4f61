import { printable } from "../../base/log-plain.ts";
import type { StepState } from "../../domain/step/step.ts";
import { momentName, withLocalMoments } from "../../domain/time/written.ts";
import type { HumanStep } from "../../store/human-step.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";
import { wrapped } from "./wrapped.ts";

const states: Readonly<Record<StepState, string>> = {
  open: "waits for you",
  answered: "Millrace looks whether it is done",
  done: "done",
  cancelled: "cancelled",
  expired: "expired",
};

/** Steps as a table; moments on the clocks of `zone`. */
export function stepsText(
  open: readonly HumanStep[],
  past: readonly HumanStep[],
  zone: string,
  width: number,
  paint: Paint,
): string {
  if (open.length + past.length === 0) return "Nothing waits for you.\n";
  const head = [{ title: "Id" }, { title: "What to do", mayShrink: true }, { title: "Due" }, { title: "State" }];
  const rows = [...open, ...past].map(({ id, title, dueAt, state }) => [
    id.toString(),
    title,
    dueAt === undefined ? "" : momentName(dueAt, zone),
    states[state],
  ]);
  return table(head, rows, width, paint);
}

/** One step with all that is prepared for it. What is to be copied stands alone on its lines, without indent. */
export function stepText(step: HumanStep, answer: string | undefined, zone: string, width: number): string {
  const { id, title, lines, copies, link, dueAt, state, note, input, choices } = step;
  const parts = [
    wrapped(`${id}  ${title}`, width),
    ...lines.map((line) => wrapped(withLocalMoments(line, zone), width, "   ")),
    ...(link === undefined ? [] : [`   ${printable(link)}\n`]),
    ...(dueAt === undefined ? [] : [`   Due ${momentName(dueAt, zone)}.\n`]),
    ...(input === "choice" ? [wrapped(`It asks for one of: ${choices.join(", ")}.`, width, "   ")] : []),
    wrapped(`State: ${states[state]}.${note === "" ? "" : ` ${note}`}`, width, "   "),
    ...(answer === undefined ? [] : [wrapped(`Your answer: ${answer}`, width, "   ")]),
    ...copies.map(({ label, text, path }) => `\n${printable(label)}:\n${copied(text ?? path ?? "")}\n`),
  ];
  return parts.join("");
}

/** Line by line, so that line ends stay and nothing else can move the cursor. */
function copied(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
