import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The files of a checkout that the rules look at: path from the root, with forward slashes, to text. */
export type Tree = {
  readonly files: ReadonlyMap<string, string>;
  /** Every path that exists, files of any kind and folders, for checking links. */
  readonly paths: ReadonlySet<string>;
};

/** One broken rule, in one line for people. */
export type Complaint = {
  readonly file: string;
  readonly line: number;
  /** Names the rule, e.g. "rooms". */
  readonly rule: string;
  /** What is wrong and what to do instead. */
  readonly message: string;
};

/** Looks at the whole tree. */
export type Rule = (tree: Tree) => readonly Complaint[];

const skippedFolders = new Set(["node_modules", ".git", "coverage", "artifacts", "data", "dist", ".vitest", ".tmp"]);
const readEndings = [".ts", ".tsx", ".mjs", ".md", ".json"];

/** Reads the checkout at `root`. */
export function readTree(root: string): Tree {
  const files = new Map<string, string>();
  const paths = new Set<string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const place = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && skippedFolders.has(entry.name)) continue;
      paths.add(place);
      if (entry.isDirectory()) visit(place);
      else if (readEndings.some((ending) => entry.name.endsWith(ending))) {
        files.set(place, readFileSync(path.join(root, place), "utf8"));
      }
    }
  };
  visit("");
  return { files, paths };
}

/** A tree written down in a test. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  const paths = new Set<string>();
  for (const file of Object.keys(files)) {
    const parts = file.split("/");
    for (let i = 1; i <= parts.length; i++) paths.add(parts.slice(0, i).join("/"));
  }
  return { files: new Map(Object.entries(files)), paths };
}

/** The files of program text under the given top folders, or of all when none is given. */
export function sources(tree: Tree, ...under: readonly string[]): readonly [string, string][] {
  return [...tree.files]
    .filter(([file]) => (file.endsWith(".ts") || file.endsWith(".mjs")) && !file.endsWith(".d.ts"))
    .filter(([file]) => !file.includes("/fixtures/"))
    .filter(([file]) => under.length === 0 || under.some((folder) => file.startsWith(`${folder}/`)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether a file ships to nobody: tests, and what only they use. They may look anywhere. */
export function isTestFile(file: string): boolean {
  return /\.(test|slow|bench)\.ts$/.test(file) || file.includes("/testing/") || file.startsWith("test/");
}
