import { parse, resolveImport } from "../parse.ts";
import { entries } from "../rooms.ts";
import { type Complaint, isTestFile, type Rule, sources } from "../tree.ts";

/** Every file of the program is imported by another one that is not only its test. */
export const orphans: Rule = (tree) => {
  const used = new Set<string>();
  for (const [file, text] of sources(tree)) {
    for (const one of parse(file, text).imports) {
      const target = resolveImport(file, one.specifier);
      if (target !== undefined && (!isTestFile(file) || isTestFile(target))) used.add(target);
    }
  }
  const all = sources(tree);
  // A test starts some files as programs of their own and only has their names in a text.
  const isStarted = (file: string): boolean => {
    const name = file.slice(file.lastIndexOf("/") + 1);
    return file.startsWith("test/") && all.some(([other, text]) => other !== file && text.includes(name));
  };
  const complaints: Complaint[] = [];
  for (const [file] of sources(tree, "src", "test")) {
    if (used.has(file) || entries.includes(file) || /\.(test|slow|bench)\.ts$/.test(file) || isStarted(file)) continue;
    complaints.push({
      file,
      line: 1,
      rule: "orphans",
      message: "nothing but tests imports it: join it to the program or delete it",
    });
  }
  return complaints;
};
