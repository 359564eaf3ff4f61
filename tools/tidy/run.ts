import path from "node:path";
import { rules } from "./check.ts";
import { readTree } from "./tree.ts";

/** `npm run tidy`: every complaint on its line, as editors can follow it. */
const tree = readTree(path.resolve(import.meta.dirname, "../.."));
const complaints = Object.values(rules).flatMap((rule) => rule(tree));
for (const one of complaints) process.stdout.write(`${one.file}:${one.line}  ${one.rule}: ${one.message}\n`);
process.stdout.write(complaints.length === 0 ? "Tidy.\n" : `${complaints.length} to put right.\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
