import { parse, resolveImport } from "../parse.ts";
import { type Complaint, isTestFile, type Rule, sources } from "../tree.ts";

const maker = { file: "src/domain/action/approved.ts", name: "letThrough" };
const gate = "src/actions/gate/";

/** Only the gate makes an approved action; whoever else could would be a second road out. Tests of connectors may too. */
export const theGate: Rule = (tree) => {
  const complaints: Complaint[] = [];
  for (const [file, text] of sources(tree, "src", "sandbox", "sim", "bench")) {
    if (file.startsWith(gate) || file === maker.file || isTestFile(file)) continue;
    for (const { specifier, line, names } of parse(file, text).imports) {
      if (resolveImport(file, specifier) !== maker.file) continue;
      // No names: everything in the file is taken.
      if (names.length > 0 && !names.includes(maker.name)) continue;
      const message = `takes ${maker.name} from ${maker.file}: only ${gate} may let an action through; propose it instead`;
      complaints.push({ file, line, rule: "the gate", message });
    }
  }
  return complaints;
};
