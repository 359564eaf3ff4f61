import { nameOf, parse, walk } from "../parse.ts";
import { type Complaint, isTestFile, type Rule, sources } from "../tree.ts";

/** A plug-in folder that is no platform: the reader for files of any layout. */
const notPlatforms = ["generic"];

/** Only a platform's own folder knows the platform by name; a quirk elsewhere would be found by nobody. */
export const platformNames: Rule = (tree) => {
  const ids = new Set<string>();
  for (const path of tree.paths) {
    const id = /^src\/(?:platforms|rails|sinks)\/([^/.]+)$/.exec(path)?.[1];
    if (id && !notPlatforms.includes(id)) ids.add(id);
  }
  const complaints: Complaint[] = [];
  for (const [file, text] of sources(tree, "src")) {
    if (isTestFile(file) || /^src\/(platforms|rails|sinks)\//.test(file)) continue;
    const { program, lineAt } = parse(file, text);
    walk(program, (node, parent) => {
      if (node.type !== "Literal" || parent?.type === "ImportDeclaration") return;
      const id = nameOf(node);
      if (!ids.has(id)) return;
      const message = `knows "${id}" by name: put what is special about it into its folder, as data that all could have`;
      complaints.push({ file, line: lineAt(node.start), rule: "platform names", message });
    });
  }
  return complaints;
};
