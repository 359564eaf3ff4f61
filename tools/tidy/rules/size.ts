import { type Node, nameOf, parse, walk } from "../parse.ts";
import { sizeExceptions } from "../rooms.ts";
import { type Complaint, type Rule, sources } from "../tree.ts";

export const fileLinesMax = 400;
export const functionLinesMax = 70;

const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Short files and short functions. A `describe` is a heading, not a function, and has no limit but the file's. */
export const size: Rule = (tree) => {
  const complaints: Complaint[] = [];
  for (const [file, text] of sources(tree)) {
    if (sizeExceptions.some((known) => known.file === file)) continue;
    const lines = text.split("\n").length - 1;
    if (lines > fileLinesMax) {
      complaints.push({
        file,
        line: fileLinesMax + 1,
        rule: "size",
        message: `has ${lines} lines (${fileLinesMax} at most): split it by what its parts do`,
      });
    }
    const { program, lineAt } = parse(file, text);
    walk(program, (node, parent) => {
      if (!functions.has(node.type) || isHeading(parent)) return;
      const first = lineAt(node.start);
      const length = lineAt(node.end) - first + 1;
      if (length <= functionLinesMax) return;
      complaints.push({
        file,
        line: first,
        rule: "size",
        message: `a function of ${length} lines (${functionLinesMax} at most): split it into steps with names`,
      });
    });
  }
  return complaints;
};

function isHeading(parent: Node | undefined): boolean {
  if (parent?.type !== "CallExpression") return false;
  let callee = parent["callee"] as Node;
  while (callee.type === "MemberExpression" || callee.type === "CallExpression") {
    callee = (callee["object"] ?? callee["callee"]) as Node;
  }
  return nameOf(callee) === "describe";
}
