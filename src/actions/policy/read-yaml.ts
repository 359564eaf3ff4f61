import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { fail } from "../../base/problem.ts";

/** A rule file: where it lies, for messages, and what it says. */
export type RuleFile = { readonly path: string; readonly text: string };

/** A value of a rule file, with the line it stands on. */
export type Located = { readonly path: string; readonly line: number; readonly value: LocatedValue };
export type LocatedValue = string | number | boolean | readonly Located[] | LocatedMap;
export type LocatedMap = ReadonlyMap<string, Located>;

const ruleFileBytesMax = 256 * 1024;
const ruleFileDepthMax = 24;
const ruleFileValuesMax = 20_000;

/**
 * Reads one YAML file into plain values with their lines. YAML's anchors, aliases and tags are refused: a rule needs
 * none, and with them a small file can become a huge one. Throws a `ProblemError` with file and line.
 */
export function readYaml({ path, text }: RuleFile): Located {
  if (Buffer.byteLength(text) > ruleFileBytesMax) {
    refuse(path, 1, `the file is larger than ${ruleFileBytesMax / 1024} KiB, too large for rules`);
  }
  const deep = tooDeepLine(text);
  if (deep !== undefined) refuse(path, deep, `values lie more than ${ruleFileDepthMax} deep in each other`);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    version: "1.2",
    schema: "core",
    // At "silent" the parser drops a second document without a word.
    logLevel: "error",
  });
  const lineOf = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const wrong = document.errors[0] ?? document.warnings[0];
  if (wrong) refuse(path, lineOf(wrong.pos[0]), `this is not valid YAML: ${firstLine(wrong.message)}`);
  if (!document.contents) refuse(path, 1, "the file is empty");
  return locate(document.contents, { path, lineOf, depth: 0, left: { values: ruleFileValuesMax } });
}

/** Ends reading with one sentence that names file and line. */
export function refuse(path: string, line: number, what: string, fix?: string): never {
  const more = { kept: "No rule was changed; the engine does not act outside until this is right.", fix: fix ?? "" };
  return fail("policy-file", `${path}, line ${line}: ${what}.`, more);
}

type Walk = {
  readonly path: string;
  readonly lineOf: (offset: number) => number;
  readonly depth: number;
  readonly left: { values: number };
};

function locate(node: Node, walk: Walk): Located {
  const { path } = walk;
  const line = walk.lineOf(node.range?.[0] ?? 0);
  if (isAlias(node)) refuse(path, line, "anchors and aliases (& and *) are not allowed in rule files");
  if (node.tag || ("anchor" in node && node.anchor)) {
    refuse(path, line, "tags and anchors (! and &) are not allowed in rule files");
  }
  walk.left.values -= 1;
  if (walk.left.values < 0) refuse(path, line, `the file holds more than ${ruleFileValuesMax} values`);
  if (walk.depth > ruleFileDepthMax) refuse(path, line, `values lie more than ${ruleFileDepthMax} deep in each other`);
  const deeper = { ...walk, depth: walk.depth + 1 };
  if (isMap(node)) {
    const map = new Map<string, Located>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== "string") refuse(path, line, "a name is not a text");
      if (!isNode(value)) refuse(path, isNode(key) ? walk.lineOf(key.range?.[0] ?? 0) : line, `"${name}" has no value`);
      map.set(name, locate(value, deeper));
    }
    return { path, line, value: map };
  }
  if (isSeq(node)) {
    return {
      path,
      line,
      value: node.items.map((item) => (isNode(item) ? locate(item, deeper) : refuseEmpty(path, line))),
    };
  }
  const value: unknown = isScalar(node) ? node.value : undefined;
  if (typeof value === "string" || typeof value === "boolean") return { path, line, value };
  if (typeof value === "number" && Number.isSafeInteger(value)) return { path, line, value };
  return typeof value === "number"
    ? refuse(path, line, "numbers in rules are whole")
    : refuse(path, line, "a value is missing");
}

function refuseEmpty(path: string, line: number): never {
  return refuse(path, line, "an entry of this list is empty");
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

/**
 * A first look at the bare text, before the parser, whose own recursion a file could exhaust: the deepest that brackets,
 * indentation and dashes can nest. Brackets inside texts count too; no honest rule comes near the bound.
 */
function tooDeepLine(text: string): number | undefined {
  let brackets = 0;
  const lines = text.split("\n");
  for (const [i, line] of lines.entries()) {
    for (const sign of line) {
      if (sign === "[" || sign === "{") brackets += 1;
      else if (sign === "]" || sign === "}") brackets = Math.max(0, brackets - 1);
      if (brackets > ruleFileDepthMax) return i + 1;
    }
    const marks = /^[ \t\-?:]*/.exec(line)?.[0] ?? "";
    if (marks.length > ruleFileDepthMax * 4) return i + 1;
  }
  return undefined;
}

function firstLine(message: string): string {
  const line = message.split("\n")[0] ?? "";
  return line.slice(0, 120).replace(/[.:]$/, "");
}
