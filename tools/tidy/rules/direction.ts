import { type Import, parse, resolveImport } from "../parse.ts";
import { directionExceptions, packageExceptions, type RoomOf, roomOf } from "../rooms.ts";
import { type Complaint, isTestFile, type Rule, sources } from "../tree.ts";

/** Where things are built and joined; only there may a plug-in be taken by its path. */
const joiningFloor = 9;

/** Floors and walls: a file imports lower floors or its own room, never sideways, never up; types obey like values. */
export const direction: Rule = (tree) => {
  const complaints: Complaint[] = [];
  for (const [file, text] of sources(tree, "src")) {
    if (isTestFile(file)) continue;
    const own = roomOf(file);
    if (!own) {
      complaints.push({ file, line: 1, rule: "rooms", message: "lies in no room; tools/tidy/rooms.ts lists them all" });
      continue;
    }
    for (const one of parse(file, text).imports) {
      const message = complain(file, own, one, tree.files);
      if (message) complaints.push({ file, line: one.line, rule: "rooms", message });
    }
  }
  return complaints;
};

function complain(file: string, own: RoomOf, one: Import, files: ReadonlyMap<string, string>): string | undefined {
  const target = resolveImport(file, one.specifier);
  if (target === undefined) return complainPackage(file, own, one.specifier);
  if (!files.has(target)) return `imports ${target}, which does not exist`;
  if (directionExceptions.some((known) => known.from === file && known.to === target)) return undefined;
  if (isTestFile(target)) return `imports ${target}, which is for tests only`;
  if (!target.startsWith("src/")) return `imports ${target}: nothing in src/ may import what is outside it`;
  const other = roomOf(target);
  if (!other || other.name === own.name) return undefined;
  if (other.room.floor > own.room.floor) {
    return `imports up: ${target} is on floor ${other.room.floor}, ${own.name} on ${own.room.floor}; pass it in instead`;
  }
  if (other.room.floor === own.room.floor) {
    return `imports sideways: ${other.name} is next door on floor ${own.room.floor}; join them on a higher floor`;
  }
  const sees = own.room.sees;
  if (sees && !sees.includes(other.room.place)) return `imports ${target}: ${own.name} sees only ${sees.join(", ")}`;
  if (other.room.place.endsWith("/*") && !sees && own.room.floor < joiningFloor)
    return `imports ${target}: plug-ins are reached through src/platforms/registry.ts`;
  return undefined;
}

function complainPackage(file: string, own: RoomOf, specifier: string): string | undefined {
  const parts = specifier.split("/");
  const name = specifier.startsWith("node:") ? specifier : parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  if (own.room.packages.includes(name)) return undefined;
  if (packageExceptions.some((known) => file.startsWith(known.file) && known.name === name)) return undefined;
  const allowed = own.room.packages.length > 0 ? own.room.packages.join(", ") : "none";
  return `imports ${name}, which ${own.name} may not use (it may: ${allowed}); take what it gives through an argument`;
}
