import { z } from "zod";
import { sha256, toHex } from "../../base/hash.ts";
import { problem } from "../../base/problem.ts";
import { err, ok } from "../../base/result.ts";
import { askStep } from "../../steps/ask-step.ts";
import { openSteps } from "../../store/human-step.ts";
import { defineTool } from "../tool.ts";

const dayMs = 86_400_000;
/** More than a person does: then an assistant has to wait. */
const openMax = 50;
const line = z.string().trim().min(1).max(500);

/** A thing that only a person can do. */
export const askPerson = defineTool({
  name: "ask_person",
  title: "Ask the owner to do something",
  description:
    "Puts a step into the owner's queue that only a person can do: one sentence that says what to do, and why and how. Asking for the same again while it is open changes nothing.",
  needs: "propose",
  input: {
    title: line.max(200).describe("One sentence that says what to do."),
    lines: z.array(line).max(10).default([]).describe("Why and how, a sentence each."),
    link: z
      .url({ protocol: /^https?$/, message: "give an address that begins with https:// or http://" })
      .max(500)
      .optional()
      .describe("The page on which it is done."),
    dueInDays: z.int().min(1).max(365).optional().describe("After so many days it is over."),
  },
  output: z.looseObject({ step: z.string().nullable(), done: z.literal(false) }),
  run: async ({ workplace, book, caller }, { title, lines, link, dueInDays }) => {
    const { store, clock } = workplace;
    const now = clock.now();
    const asked = (await openSteps(store, book.id)).filter(({ createdBy }) => createdBy.startsWith("assistant "));
    if (asked.length >= openMax) {
      const kept = "Nothing was changed.";
      return err(problem("steps-too-many", `${openMax} steps that assistants asked for are open already.`, { kept }));
    }
    const step = {
      kind: "decision" as const,
      key: `assistant/${toHex(sha256(title)).slice(0, 32)}`,
      title,
      lines: [...lines, "Asked for by an assistant."],
      ...(link === undefined ? {} : { link }),
      ...(dueInDays === undefined ? {} : { dueAt: now + dueInDays * dayMs }),
    };
    const id = await store.transaction((tx) => askStep(tx, book.id, step, { actor: `assistant ${caller.id}`, now }));
    const text = id === undefined ? "It was asked for already and is still open." : "The owner is asked.";
    return ok({ text, structured: { step: id?.toString() ?? null, done: false as const } });
  },
});
