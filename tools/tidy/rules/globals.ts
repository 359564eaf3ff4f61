import { type Node, nameOf, parse, walk } from "../parse.ts";
import { type Complaint, isTestFile, type Rule, sources } from "../tree.ts";

/** Where the outside world may be touched directly; everywhere else it is passed in. */
const doors = ["src/base/", "src/main.ts", "src/verify.ts"];

/** Calls of these names, and what to use in their place. */
const calls: Readonly<Record<string, string>> = {
  fetch: "take the HTTP door (`Http` of src/base) as an argument",
  setTimeout: "use `clock.sleep` of the Clock you were given",
  setInterval: "let src/jobs run it, or loop over `clock.sleep`",
  setImmediate: "use `clock.sleep(0)` of the Clock you were given",
};

/** Members of globals, and what to use in their place. */
const members: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Date: { now: "use `clock.now()` of the Clock you were given" },
  Math: { random: "use the Random you were given" },
  performance: { "*": "use `clock.now()` of the Clock you were given" },
  process: { env: "read it once in src/main.ts through src/base/config.ts and pass the value in" },
  console: { "*": "use the Log or the output stream you were given" },
  crypto: { randomUUID: "use the Ids you were given", getRandomValues: "use the Random you were given" },
};

const chanceOfCrypto = /^(random|getRandomValues|generateKey|generatePrime)/;

/** Time, chance, environment, network and console come in through the door. */
export const globals: Rule = (tree) => {
  const complaints: Complaint[] = [];
  for (const [file, text] of sources(tree, "src")) {
    if (isTestFile(file) || doors.some((door) => file.startsWith(door))) continue;
    const { program, imports, lineAt } = parse(file, text);
    const own = bindings(program);
    const say = (node: Node, what: string, instead: string): void => {
      complaints.push({
        file,
        line: lineAt(node.start),
        rule: "globals",
        message: `${what} is banned here: ${instead}`,
      });
    };
    walk(program, (node, parent) => {
      const hit = banned(node, parent, own);
      if (hit) say(node, hit.what, hit.instead);
    });
    for (const one of imports.filter((item) => item.specifier === "node:crypto")) {
      for (const name of one.names.filter((item) => chanceOfCrypto.test(item))) {
        complaints.push({
          file,
          line: one.line,
          rule: "globals",
          message: `${name} is banned here: use the Random you were given`,
        });
      }
    }
  }
  return complaints;
};

type Hit = { readonly what: string; readonly instead: string };

function banned(node: Node, parent: Node | undefined, own: ReadonlySet<string>): Hit | undefined {
  if (node.type === "NewExpression" || node.type === "CallExpression") return bannedCall(node, own);
  if (node.type === "MemberExpression") return bannedMember(node, own);
  // `const { env } = process` reaches the same place.
  if (
    node.type === "Identifier" &&
    node["name"] === "process" &&
    parent?.type === "VariableDeclarator" &&
    !own.has("process")
  ) {
    return { what: "taking process apart", instead: members["process"]?.["env"] ?? "" };
  }
  return undefined;
}

function bannedCall(node: Node, own: ReadonlySet<string>): Hit | undefined {
  const callee = node["callee"] as Node;
  const name = nameOf(callee) || (isGlobalThis(callee) ? nameOf(callee["property"] as Node) : "");
  if (own.has(name) || callee.type === "Literal") return undefined;
  const args = node["arguments"] as readonly Node[];
  if (name === "Date" && args.length === 0) {
    return {
      what: node.type === "NewExpression" ? "new Date()" : "Date()",
      instead: "use `clock.now()` of the Clock you were given",
    };
  }
  const instead = Object.hasOwn(calls, name) ? calls[name] : undefined;
  return node.type === "CallExpression" && instead ? { what: `${name}()`, instead } : undefined;
}

function bannedMember(node: Node, own: ReadonlySet<string>): Hit | undefined {
  const object = node["object"] as Node;
  const name =
    object.type === "Identifier" ? nameOf(object) : isGlobalThis(object) ? nameOf(object["property"] as Node) : "";
  if (own.has(name) || !Object.hasOwn(members, name)) return undefined;
  const property = nameOf(node["property"] as Node);
  const instead = members[name]?.[property] ?? members[name]?.["*"];
  return instead ? { what: `${name}.${property}`, instead } : undefined;
}

function isGlobalThis(node: Node): boolean {
  return node.type === "MemberExpression" && nameOf(node["object"] as Node) === "globalThis";
}

/** Every name the file declares itself: a parameter called `fetch` is not the global. */
function bindings(program: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const declare = (pattern: Node | null | undefined): void => {
    if (!pattern) return;
    if (pattern.type === "Identifier") names.add(nameOf(pattern));
    else if (pattern.type === "AssignmentPattern") declare(pattern["left"] as Node);
    else if (pattern.type === "RestElement") declare(pattern["argument"] as Node);
    else if (pattern.type === "ArrayPattern")
      for (const one of pattern["elements"] as readonly (Node | null)[]) declare(one);
    else if (pattern.type === "ObjectPattern") {
      for (const property of pattern["properties"] as readonly Node[]) {
        declare(property.type === "RestElement" ? property : (property["value"] as Node));
      }
    }
  };
  walk(program, (node) => {
    if (node.type === "VariableDeclarator") declare(node["id"] as Node);
    if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") declare(node["id"] as Node);
    if (node.type.startsWith("Import") && node.type.endsWith("Specifier")) declare(node["local"] as Node);
    const params = node["params"];
    if (Array.isArray(params) && /Function/.test(node.type)) for (const one of params) declare(one as Node);
  });
  return names;
}
