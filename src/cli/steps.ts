import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { cancelStep, findStep, listSteps, resolve, stepAnswer } from "../operations/steps.ts";
import type { HumanStep } from "../store/human-step.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { stepJson } from "./text/step-json.ts";
import { stepsText, stepText } from "./text/steps-text.ts";
import { withDesk } from "./with-desk.ts";

type ListOptions = CommonOptions & { readonly all?: boolean };
type CancelOptions = CommonOptions & { readonly reason?: string };

const pastMax = 50;

/** `millrace steps` */
export function define(program: Command, context: CliContext): void {
  const steps = program.command("steps").description("What only a person can do, prepared as far as it can be.");
  const list = withCommon(steps.command("list", { isDefault: true }))
    .description("Lists what waits for you, the soonest due first.")
    .option("--all", "also what is done, cancelled or expired")
    .action((options: ListOptions) => list_(options, context));
  withExamples(list, "millrace steps", "millrace steps list --all --json");
  const show = withCommon(steps.command("show"))
    .description("Shows one step: how it is done, and the texts and files to copy.")
    .argument("<id>", "its number as the list shows it")
    .action((id: string, options: CommonOptions) => show_(id, options, context));
  withExamples(show, "millrace steps show 2");
  defineResolve(steps, "millrace steps resolve", context);
  const cancel = withCommon(steps.command("cancel"))
    .description("Says that nobody will do it.")
    .argument("<id>", "its number as the list shows it")
    .option("--reason <text>", "why, for the record")
    .action((id: string, options: CancelOptions) => cancel_(id, options, context));
  withExamples(cancel, 'millrace steps cancel 2 --reason "We left that platform."');
}

/** `millrace steps resolve`, and `millrace resolve` for short. */
export function defineResolve(parent: Command, words: string, context: CliContext): void {
  const resolved = withCommon(parent.command("resolve"))
    .description(
      "Says that you did it, with what it asks for. Where Millrace can see for itself that it is done, it looks before it closes the step. A code is better given at the hidden prompt, or through a pipe, than on the command line.",
    )
    .argument("<id>", "its number as the list shows it")
    .argument("[answer]", "what it asks for; not for a code")
    .action((id: string, answer: string | undefined, options: CommonOptions) => resolve_(id, answer, options, context));
  withExamples(resolved, `${words} 2`, `${words} 3 "https://shop.example.com/planner"`);
}

async function list_(options: ListOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const { open, past } = await listSteps(workplace, book, options.all ? pastMax : 0);
    if (options.json) sayJson(context.out, { open: open.map(stepJson), past: past.map(stepJson) });
    else context.out.write(stepsText(open, past, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

async function show_(id: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const found = await findStep(workplace, book, id);
    if (!found.ok) throw new ProblemError(found.error);
    const step = found.value;
    // A code is over with its use; what a person wrote may be read again.
    const answer = step.input === "code" ? undefined : await stepAnswer(workplace, step);
    if (options.json) sayJson(context.out, { ...stepJson(step), answer: answer ?? null });
    else context.out.write(stepText(step, answer, book.timeZone, context.out.columns));
  });
}

async function resolve_(
  id: string,
  typed: string | undefined,
  options: CommonOptions,
  context: CliContext,
): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const found = await findStep(workplace, book, id);
    if (!found.ok) throw new ProblemError(found.error);
    const answer = typed ?? (await asked(found.value, context));
    const done = await resolve(workplace, book, id, answer);
    if (!done.ok) throw new ProblemError(done.error);
    if (options.json) sayJson(context.out, stepJson(done.value));
    else {
      const words = done.value.state === "done" ? "Done" : "Millrace looks whether it is done";
      sayLine(context.out, `${words}: ${done.value.title}`);
    }
  });
}

/** What the step asks for, from the terminal or a pipe. */
async function asked({ input, choices }: HumanStep, context: CliContext): Promise<string | undefined> {
  if (input === "none") return undefined;
  if (!context.input.isTerminal) return context.input.readAll();
  if (input === "code") return context.input.askHidden("The code (not shown): ");
  const question = { text: "The text", choice: `One of ${choices.join(", ")}`, file: "The path of the file" } as const;
  return context.input.ask(`${question[input]}: `);
}

async function cancel_(id: string, options: CancelOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const done = await cancelStep(workplace, book, id, options.reason ?? "");
    if (!done.ok) throw new ProblemError(done.error);
    if (options.json) sayJson(context.out, stepJson(done.value));
    else sayLine(context.out, `Cancelled: ${done.value.title}`);
  });
}
