import { printable } from "../../base/log-plain.ts";
import { displayWidth } from "./width.ts";

/** A sentence in lines of at most `width`, each behind `indent` and ending in a newline; nothing for an empty one. */
export function wrapped(sentence: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of printable(sentence).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(indent + longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== "") lines.push(line);
  return lines.map((one) => `${indent}${one}\n`).join("");
}
