import { type Node, nameOf, parse, walk } from "../parse.ts";
import { type Complaint, type Rule, sources } from "../tree.ts";

const emptyWords = ["manager", "service", "helper", "helpers", "util", "utils", "misc", "stuff"];
const emptyEnding = /(Manager|Service|Helper|Helpers|Util|Utils)$/;
const named = new Set(["ClassDeclaration", "TSInterfaceDeclaration", "TSTypeAliasDeclaration"]);

/** Names that say what a thing is; no drawer for everything. */
export const names: Rule = (tree) => {
  const complaints: Complaint[] = [];
  for (const [file, text] of sources(tree)) {
    const stem = (file.split("/").at(-1) ?? "").replace(/\.(ts|mjs)$/, "");
    const parts = stem.split(/[-.]/);
    const empty = parts.find((part) => emptyWords.includes(part));
    const say = (line: number, message: string): void => void complaints.push({ file, line, rule: "names", message });
    if (empty) say(1, `"${empty}" in a file name says nothing: name what the file does`);
    if (stem === "index" && file.startsWith("src/")) say(1, "no barrel files: import the file that has the thing");
    if (!/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(stem)) say(1, "file names are kebab-case");
    const { program, lineAt } = parse(file, text);
    walk(program, (node) => {
      const name = named.has(node.type) ? nameOf(node["id"] as Node | null) : "";
      if (emptyEnding.test(name))
        say(lineAt(node.start), `${name} says nothing about what it is: name it after its subject`);
    });
  }
  return complaints;
};
