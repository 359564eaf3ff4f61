import { parse, resolveImport } from "../parse.ts";
import { type Complaint, type Rule, sources } from "../tree.ts";

/** No import cycles anywhere, types included. Each knot is told once, at its first file. */
export const cycles: Rule = (tree) => {
  const graph = new Map<string, readonly string[]>();
  for (const [file, text] of sources(tree)) {
    const targets = parse(file, text).imports.map((one) => resolveImport(file, one.specifier));
    graph.set(
      file,
      targets.filter((target) => target !== undefined),
    );
  }
  return knots(graph).map((knot): Complaint => {
    const file = knot[0] ?? "";
    return {
      file,
      line: 1,
      rule: "cycles",
      message: `import cycle: ${[...knot, file].join(" -> ")}; move what both need to a third file`,
    };
  });
};

/** Every cycle that a depth-first walk closes, each file in at most one of them. */
function knots(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (finished.has(file)) return;
    const seen = path.indexOf(file);
    if (seen !== -1) {
      const knot = path.slice(seen);
      if (!found.some((known) => known.some((one) => knot.includes(one)))) found.push(knot);
      return;
    }
    path.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    path.pop();
    finished.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}
