import path from "node:path";
import { type Node, parse, resolveImport } from "../parse.ts";
import type { Complaint, Rule, Tree } from "../tree.ts";

export const webLinesMax = 250;

/** What each part of the dashboard may import of it; a page is a part of its own. */
const sees: Readonly<Record<string, readonly string[]>> = {
  lib: ["lib"],
  ui: ["ui", "lib"],
  frame: ["frame", "ui", "lib"],
  pages: ["frame", "ui", "lib"],
};

const contract = "src/api/contract/";

/**
 * The dashboard: short files; pieces that know no page and pages that know no other; of the engine only the types of
 * what it answers, so that none of its code reaches the browser.
 */
export const web: Rule = (tree) => {
  const complaints: Complaint[] = [];
  for (const [file, text] of ours(tree)) {
    const say = (line: number, message: string): void => void complaints.push({ file, line, rule: "web", message });
    const lines = text.split("\n").length - 1;
    if (lines > webLinesMax && !file.includes("/words.")) {
      say(webLinesMax + 1, `has ${lines} lines (${webLinesMax} at most in web/): split it by what its parts do`);
    }
    if (isTest(file)) continue;
    const typesOnly = typeImports(file, text);
    for (const { specifier, line } of parse(file, text).imports) {
      const target = resolveImport(file, specifier);
      if (target === undefined) continue;
      const wrong = objection(file, target, typesOnly.has(line));
      if (wrong) say(line, wrong);
    }
  }
  return complaints;
};

function ours(tree: Tree): readonly [string, string][] {
  return [...tree.files].filter(([file]) => file.startsWith("web/src/") && /\.tsx?$/.test(file)).sort();
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** The lines of `import type` and `export type … from`. */
function typeImports(file: string, text: string): ReadonlySet<number> {
  const { program, lineAt } = parse(file, text);
  const body = program["body"] as readonly Node[];
  const found = new Set<number>();
  for (const node of body) {
    if (node["importKind"] === "type" || node["exportKind"] === "type") found.add(lineAt(node.start));
  }
  return found;
}

function objection(file: string, target: string, isType: boolean): string | undefined {
  if (!target.startsWith("web/src/")) {
    if (!target.startsWith(contract)) return `imports ${target}: of the engine it sees only ${contract}`;
    return isType ? undefined : `imports code of ${target}: write \`import type\``;
  }
  const own = partOf(file);
  const other = partOf(target);
  if (own.part === undefined) return undefined;
  if (own.part === "pages" && other.part === "pages") {
    return own.page === other.page
      ? undefined
      : `imports the page ${other.page}: what both need belongs into web/src/ui`;
  }
  if (other.part !== undefined && sees[own.part]?.includes(other.part)) return undefined;
  return `imports ${target}: web/src/${own.part} sees only ${sees[own.part]?.join(", ") ?? "nothing"}`;
}

function partOf(file: string): { readonly part: string | undefined; readonly page: string | undefined } {
  const [part, page] = path.posix.relative("web/src", file).split("/");
  return part !== undefined && part in sees ? { part, page } : { part: undefined, page: undefined };
}
