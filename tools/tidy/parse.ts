import path from "node:path";
import { parseSync } from "rolldown/utils";

/** A node of the syntax tree (ESTree with types); only what the rules need is spelled out. */
export type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

/** One import, re-export or `import()`; types count like values. */
export type Import = { readonly specifier: string; readonly line: number; readonly names: readonly string[] };

export type Parsed = {
  readonly program: Node;
  readonly imports: readonly Import[];
  /** 1-based line of an offset. */
  lineAt(offset: number): number;
};

const cache = new Map<string, Parsed>();

/** Parses a file once per text. A file that does not parse has no imports; the compiler will say why. */
export function parse(file: string, text: string): Parsed {
  const key = `${file}\n${text}`;
  const known = cache.get(key);
  if (known) return known;
  const parsed = parseAnew(file, text);
  cache.set(key, parsed);
  return parsed;
}

function parseAnew(file: string, text: string): Parsed {
  const { program } = parseSync(path.basename(file), text);
  const root = program as unknown as Node;
  const lineStarts = [0];
  for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) lineStarts.push(i + 1);
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const imports: Import[] = [];
  walk(root, (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push({ specifier, line: lineAt(node.start), names: namesOf(node) });
  });
  return { program: root, imports, lineAt };
}

const importing = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

function specifierOf(node: Node): string | undefined {
  if (!importing.has(node.type)) return undefined;
  const source = (node["source"] ?? node["argument"]) as Node | null | undefined;
  const value = source?.["value"] ?? (source?.["literal"] as Node | undefined)?.["value"];
  return typeof value === "string" ? value : undefined;
}

function namesOf(node: Node): readonly string[] {
  const specifiers = (node["specifiers"] ?? []) as readonly Node[];
  return specifiers.map((one) => nameOf(one["imported"] as Node | undefined)).filter((name) => name !== "");
}

/** The name of an identifier or of a property written as text; "" for anything else. */
export function nameOf(node: Node | null | undefined): string {
  if (node?.type === "Identifier") return String(node["name"]);
  return node?.type === "Literal" && typeof node["value"] === "string" ? node["value"] : "";
}

/** Calls `visit` for every node, parents first. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit, node);
    } else if (isNode(value)) walk(value, visit, node);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

/** The file a relative import means, as a path from the root; undefined for packages. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
}
