import { resolve } from "node:path";
import { ProblemError } from "../base/problem.ts";
import { readPrivateFile } from "../base/secret-file.ts";
import type { Connector } from "../spec/connector.ts";
import type { CredentialField } from "../spec/credential-field.ts";
import type { CliContext } from "./context.ts";
import { sayLine } from "./say.ts";
import { wrongUse } from "./wrong-use.ts";

/**
 * What a person gives to connect a platform: from a file, from the environment, or asked for at the terminal with the
 * echo off. Never from the command line itself, which other users of the machine can see.
 */
export async function givenCredentials(
  connector: Connector,
  file: string | undefined,
  context: CliContext,
): Promise<Readonly<Record<string, string>>> {
  const [first, ...others] = connector.credentials;
  if (first === undefined || file === undefined) return givenFields(connector.credentials, connector.title, context);
  const given = fromFile(file, first, context);
  return { [first.name]: given, ...(await givenFields(others, connector.title, context)) };
}

/** The same for these fields of `title`. Several that are piped in come one to a line, in their order. */
export async function givenFields(
  fields: readonly CredentialField[],
  title: string,
  context: CliContext,
  mayBePiped = true,
): Promise<Readonly<Record<string, string>>> {
  const given: Record<string, string> = {};
  let piped: readonly string[] | undefined;
  for (const field of fields) {
    const variable = context.environment.variables[field.env]?.trim();
    if (variable) given[field.name] = variable;
    else if (context.input.isTerminal) given[field.name] = await askedFor(field, title, context);
    else {
      piped ??= mayBePiped ? linesOf(await context.input.readAll()) : [];
      const [line = notGiven(field, title), ...rest] = piped;
      // More lines than fields: something was cut in two, and the field it lands in is refused for it.
      given[field.name] = field === fields.at(-1) ? piped.join("\n") : line;
      piped = rest;
    }
  }
  return given;
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "");
}

function fromFile(file: string, field: CredentialField, context: CliContext): string {
  const path = resolve(context.environment.workingDir, file);
  const read = readPrivateFile(path, `${field.label.toLowerCase()} file`);
  if (!read.ok) throw new ProblemError({ ...read.error, kept: "Nothing was connected." });
  if (read.value.exposed)
    sayLine(context.err, `Note: ${path} can be read by other users of this machine. chmod 600 ${path}`);
  return read.value.text.trim();
}

async function askedFor(field: CredentialField, title: string, context: CliContext): Promise<string> {
  sayLine(context.err, field.help);
  return (await context.input.askHidden(`${title}, ${field.label.toLowerCase()} (not shown): `)).trim();
}

function notGiven(field: CredentialField, title: string): never {
  return wrongUse(
    `${title} needs its ${field.label.toLowerCase()}, and none was given.`,
    `Give it with --token-file, in ${field.env}, through a pipe, or at a terminal. ${field.help}`,
  );
}
