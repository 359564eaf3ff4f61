import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";

const guide = join(import.meta.dirname, "../../docs/guide");

/** Every command that the guide names: in lines of their own and within sentences. */
const commands = readdirSync(guide).flatMap((page) => {
  const text = readFileSync(join(guide, page), "utf8");
  const alone = text.split("\n").flatMap((line) => /^(millrace .*?)(?: {3,}.*)?$/.exec(line)?.[1] ?? []);
  const within = [...text.matchAll(/`(millrace [^`]+)`/g)].map(([, command]) => command ?? "");
  return [...new Set([...alone, ...within])].map((command) => [page, command] as const);
});

/** A command line as a shell would cut it. */
function words(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "").slice(1);
}

describe("the guide for owners", () => {
  it("names commands", () => expect(commands.length).toBeGreaterThan(50));

  it.each(commands)("%s: %s is a command, with these options", async (_page, command) => {
    const typed = words(command.replace(/\s+/g, " "));
    const { code, out } = await cli("/nowhere", [...typed, "--help"], { columns: 200 });
    expect(code).toBe(0);
    for (const option of typed.filter((word) => word.startsWith("--"))) expect(out).toContain(option);
    // Help of a parent would mean that the word behind it is none of its commands.
    if (typed.length > 1 && !typed[1]?.startsWith("-")) expect(out).not.toContain("[command]\n");
  });
});
