import { printable } from "../../base/log-plain.ts";
import { counted } from "../../domain/text/amount-text.ts";
import type { Finding } from "../../upkeep/finding.ts";
import type { Paint } from "./paint.ts";
import { displayWidth, pad } from "./width.ts";

/** The mark of a state: a word, so that it does not rest on colour or on a symbol. */
const marks: Readonly<Record<Finding["state"], string>> = { ok: "good", warn: "look", bad: "BAD" };

/** Everything the doctor looked at, one line each, with what to do under what is not as it should be. */
export function doctorText(findings: readonly Finding[], paint: Paint): string {
  const widest = Math.max(0, ...findings.map(({ name }) => displayWidth(title(name))));
  const indent = " ".repeat(6 + widest + 2);
  const lines = findings.flatMap(({ name, state, sentence, fix }) => {
    const mark = pad(marks[state], 4, "left");
    const shown = state === "ok" ? mark : paint.notable(mark);
    const first = `${shown}  ${pad(title(name), widest, "left")}  ${printable(sentence)}`;
    return fix === undefined || state === "ok" ? [first] : [first, `${indent}${printable(fix)}`];
  });
  return [...lines, "", paint.strong(doctorSentence(findings)), ""].join("\n");
}

/** "audit-chain" → "Audit chain". */
function title(name: string): string {
  const words = name.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What it all comes to, in one sentence. */
export function doctorSentence(findings: readonly Finding[]): string {
  const bad = findings.filter(({ state }) => state === "bad").length;
  const look = findings.filter(({ state }) => state === "warn").length;
  const toLook = counted(look, "thing to look at", "things to look at");
  if (bad > 0) return `${counted(bad, "thing is", "things are")} not right${look > 0 ? `, and ${toLook}` : ""}.`;
  return look > 0 ? `Millrace can work; ${toLook}.` : "Everything is as it should be.";
}
