import { z } from "zod";
import { inside } from "../../actions/inside-acts.ts";
import { sha256, toHex } from "../../base/hash.ts";
import { type Problem, problem } from "../../base/problem.ts";
import { err } from "../../base/result.ts";
import { dayIn } from "../../domain/time/day.ts";
import { listActions } from "../../store/action.ts";
import type { Desk } from "../caller.ts";
import { defineTool } from "../tool.ts";
import { proposalOutput, proposePlan } from "./propose.ts";

/** More than a person does in a week: then an assistant has to wait. */
const askedMax = 50;
const line = z.string().trim().min(1).max(500);

/** A thing that only a person can do. It goes the road like all else; to ask somebody needs nobody's yes. */
export const askPerson = defineTool({
  name: "ask_person",
  title: "Ask the owner to do something",
  description:
    "Puts a step into the owner's queue that only a person can do: one sentence that says what to do, and why and how. Asking for the same again on the same day changes nothing.",
  needs: "propose",
  input: {
    title: line.max(200).describe("One sentence that says what to do."),
    lines: z.array(line).max(10).default([]).describe("Why and how, a sentence each."),
    link: z
      .url({ protocol: /^https?$/, message: "give an address that begins with https:// or http://" })
      .max(500)
      .optional()
      .describe("The page on which it is done."),
  },
  output: proposalOutput,
  run: async (desk, { title, lines, link }) => {
    const { workplace, book } = desk;
    const full = await askedEnough(desk);
    if (full !== undefined) return err(full);
    const text = [...lines, "Asked for by an assistant."].join("\n");
    const parameters = { step: "decision", text, ...(link === undefined ? {} : { link }) };
    const worstCost = { amount: 0n, currency: book.homeCurrency };
    const words = toHex(sha256(JSON.stringify([title, text, link ?? ""])));
    const key = `assistant/step/${words}/${dayIn(book.timeZone)(workplace.clock.now())}`;
    const kind = "human.step" as const;
    return proposePlan(desk, { kind, target: inside, parameters, reason: title, evidence: [], worstCost }, key);
  },
});

async function askedEnough({ workplace, book }: Desk): Promise<Problem | undefined> {
  const { store, clock } = workplace;
  const now = clock.now();
  const asked = await listActions(store, { bookId: book.id, kind: "human.step", limit: askedMax * 4 });
  const standing = asked.filter(({ action }) => action.origin.by === "assistant" && action.expiresAt > now);
  if (standing.length < askedMax) return undefined;
  const sentence = `Assistants asked the owner for ${askedMax} steps within a week already.`;
  return problem("steps-too-many", sentence, { kept: "Nothing was changed." });
}
