import { resolve } from "node:path";
import { ProblemError } from "../base/problem.ts";
import { readPrivateFile } from "../base/secret-file.ts";
import type { Sink, SinkField } from "../spec/sink.ts";
import type { CliContext } from "./context.ts";
import { sayLine } from "./say.ts";
import { wrongUse } from "./wrong-use.ts";

export type SettingsGiven = { readonly file?: string | undefined; readonly set: readonly string[] };

/**
 * What a person gives to set a place up, by the names of its fields: from `--set` (no secrets there, for other users of
 * the machine can see the command line), a file, a pipe, the environment, or asked for at the terminal.
 */
export async function givenSettings(
  kind: Sink,
  { file, set }: SettingsGiven,
  context: CliContext,
): Promise<Readonly<Record<string, string>>> {
  const given: Record<string, string> = {};
  for (const pair of set) setOne(given, kind, pair);
  const text = file === undefined ? await piped(kind, given, context) : fromFile(file, context);
  if (text !== "") Object.assign(given, fromText(kind, text));
  for (const field of kind.fields) {
    const value = given[field.name] ?? context.environment.variables[field.env]?.trim() ?? "";
    given[field.name] =
      value !== "" || !context.input.isTerminal || file !== undefined ? value : await ask(field, kind, context);
  }
  return given;
}

function setOne(given: Record<string, string>, kind: Sink, pair: string): void {
  const [name = "", ...rest] = pair.split("=");
  const field = kind.fields.find((one) => one.name === name);
  const names = kind.fields.filter(({ secret }) => !secret).map((one) => one.name);
  if (!field || rest.length === 0)
    wrongUse(
      `${kind.title} has no field "${name.slice(0, 40)}".`,
      names.length === 0
        ? "All it needs is secret: it comes from a file with --file, through a pipe, or at a terminal."
        : `Write --set <field>=<value>; fields: ${names.join(", ")}.`,
    );
  if (field.secret)
    wrongUse(
      `"${field.label}" is a secret, and other users of this machine can see the command line.`,
      `Give it in a file with --file, in ${field.env}, through a pipe, or at a terminal.`,
    );
  given[name] = rest.join("=");
}

function fromFile(file: string, context: CliContext): string {
  const path = resolve(context.environment.workingDir, file);
  const read = readPrivateFile(path, "settings file");
  if (!read.ok) throw new ProblemError({ ...read.error, kept: "Nothing was changed." });
  if (read.value.exposed)
    sayLine(context.err, `Note: ${path} can be read by other users of this machine. chmod 600 ${path}`);
  return read.value.text.trim();
}

/** A pipe is only read where something is missing that the environment does not hold either. */
async function piped(kind: Sink, given: Readonly<Record<string, string>>, context: CliContext): Promise<string> {
  if (context.input.isTerminal) return "";
  const { variables } = context.environment;
  const missing = kind.fields.some(
    ({ name, env, required, byDefault }) => required && byDefault === undefined && !given[name] && !variables[env],
  );
  return missing ? (await context.input.readAll()).trim() : "";
}

/** A JSON object of texts; or, where a kind has one secret, that secret alone. */
function fromText(kind: Sink, text: string): Readonly<Record<string, string>> {
  const secrets = kind.fields.filter(({ secret }) => secret);
  const [only] = secrets;
  if (!text.startsWith("{") && only && secrets.length === 1) return { [only.name]: text };
  const fields = jsonTexts(text);
  const strange = Object.keys(fields).find((name) => !kind.fields.some((field) => field.name === name));
  if (strange !== undefined)
    wrongUse(
      `${kind.title} has no field "${strange.slice(0, 40)}".`,
      `Its fields: ${kind.fields.map(({ name }) => name).join(", ")}.`,
    );
  return fields;
}

function jsonTexts(text: string): Readonly<Record<string, string>> {
  const wrong = (): never =>
    wrongUse("The settings are no JSON object of texts.", 'Write {"host": "smtp.example.com", …}.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What the parser says would show a piece of a secret.
    return wrong();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong();
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === "string" ? one.trim() : typeof one === "number" ? String(one) : wrong(),
    ]),
  );
}

async function ask(field: SinkField, kind: Sink, context: CliContext): Promise<string> {
  const { label, help, secret, required, byDefault, choices } = field;
  sayLine(context.err, help);
  const marks = [
    ...(choices === undefined ? [] : [choices.join(", ")]),
    ...(byDefault === undefined ? [] : [`${byDefault} if left empty`]),
    ...(required || byDefault !== undefined ? [] : ["may be left empty"]),
    ...(secret ? ["not shown"] : []),
  ];
  const question = `${kind.title}, ${label.toLowerCase()}${marks.length === 0 ? "" : ` (${marks.join("; ")})`}: `;
  return (await (secret ? context.input.askHidden(question) : context.input.ask(question))).trim();
}
