import { type ConfigKey, configFields, configKeys } from "./config-fields.ts";
import { nearest } from "./nearest.ts";
import { type Problem, problem } from "./problem.ts";

/** The text of the configuration file, and where it lies. */
export type ConfigFile = {
  readonly path: string;
  readonly text: string;
  /** Others than the owner may read or change it. */
  readonly exposed: boolean;
};

/** What a configuration file says, key by key, not yet checked. */
export type FileValues = Partial<Readonly<Record<ConfigKey, unknown>>>;

/** What could be read of a file, and one sentence for each thing that is wrong with it. */
export type ParsedConfigFile = { readonly values: FileValues; readonly problems: readonly Problem[] };

/** Parses the file: one JSON object whose every key is known, stands once and may stand there. No value is quoted. */
export function parseConfigFile(file: ConfigFile): ParsedConfigFile {
  const text = file.text.replace(/^\ufeff/, "");
  if (text.trim() === "") return { values: {}, problems: [] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const sentence = `The configuration file ${file.path} is not valid JSON${placeOf(error, text)}.`;
    const fix = 'It should look like this: { "port": 8420, "logLevel": "info" }';
    return { values: {}, problems: [problem("config-not-json", sentence, { fix })] };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    const sentence = `The configuration file ${file.path} must hold one JSON object in { }.`;
    return { values: {}, problems: [problem("config-not-object", sentence)] };
  }
  const problems = Object.keys(parsed).flatMap((key) => keyProblem(key, file.path) ?? []);
  return { values: parsed, problems: [...problems, ...keysGivenTwice(text, file.path)] };
}

/** JSON.parse silently takes the last of two; the owner may have meant the other. */
function keysGivenTwice(text: string, path: string): readonly Problem[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  // Reads whole strings from left to right, so that nothing inside a value is taken for a key.
  for (const [, name, colon] of text.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)) {
    if (name === undefined || colon === undefined) continue;
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return [...twice].map((name) =>
    problem("config-key-twice", `"${name.slice(0, 60)}" stands more than once in ${path}.`),
  );
}

function keyProblem(key: string, path: string): Problem | undefined {
  const known = configKeys.find((one) => one === key);
  if (known && configFields[known].inFile) return undefined;
  if (known) {
    const why = configFields[known].secret
      ? "because the file lies beside what it protects"
      : "because the file lies in it";
    return problem("config-key-not-in-file", `"${known}" must not be in ${path}, ${why}.`, {
      fix: `Set ${configFields[known].env} instead.`,
    });
  }
  const allowed = configKeys.filter((one) => configFields[one].inFile);
  const byVariable = allowed.find((one) => configFields[one].env === key.toUpperCase());
  const meant = byVariable ?? nearest(key, allowed);
  const fix = meant ? `Did you mean "${meant}"?` : `Known keys: ${allowed.join(", ")}.`;
  return problem("config-key-unknown", `${JSON.stringify(key.slice(0, 60))} in ${path} is not a setting.`, { fix });
}

/** The engines name the place in different ways, or not at all, and quote the text, which must not be shown. */
function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return "";
  const before = text.slice(0, Number(position)).split("\n");
  return ` (line ${before.length}, column ${(before.at(-1) ?? "").length + 1})`;
}
