import path from "node:path";
import type { Complaint, Rule, Tree } from "../tree.ts";

const link = /\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g;
const quoted = /`([^`\n]+)`/g;
const topFolders = [
  "src",
  "bin",
  "tools",
  "docs",
  "deploy",
  "test",
  "bench",
  "sim",
  "sandbox",
  "web",
  "examples",
  ".ci",
];

/** Links in documents lead somewhere, and files they name exist. */
export const documents: Rule = (tree) => {
  const complaints: Complaint[] = [];
  for (const [file, text] of tree.files) {
    if (!file.endsWith(".md") || file.includes("/fixtures/")) continue;
    let fenced = false;
    text.split("\n").forEach((line, index) => {
      if (line.trimStart().startsWith("```")) fenced = !fenced;
      if (fenced) return;
      const say = (message: string): void =>
        void complaints.push({ file, line: index + 1, rule: "documents", message });
      for (const [, target = ""] of line.replace(quoted, "").matchAll(link)) {
        if (isDeadLink(tree, file, target)) say(`the link to ${target} leads nowhere`);
      }
      for (const [, text = ""] of line.matchAll(quoted))
        if (isDeadPath(tree, text)) say(`names \`${text}\`, which does not exist`);
    });
  }
  return complaints;
};

function isDeadLink(tree: Tree, file: string, target: string): boolean {
  if (/^([a-z]+:|#)/i.test(target)) return false;
  const place = decodeURIComponent(target.replace(/#.*$/, "")).replace(/\/$/, "");
  return !tree.paths.has(path.posix.normalize(path.posix.join(path.posix.dirname(file), place)));
}

/** Only what is plainly a path from the root counts; patterns and placeholders do not. */
function isDeadPath(tree: Tree, text: string): boolean {
  if (!/^[\w.@/-]+$/.test(text) || !text.includes("/") || text.includes("..") || text.includes("…")) return false;
  if (!topFolders.includes(text.split("/")[0] ?? "")) return false;
  return !tree.paths.has(text.replace(/\/$/, ""));
}
