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
  const given: Record<string, string> = {};
  for (const [i, field] of connector.credentials.entries()) {
    given[field.name] =
      i === 0 && file !== undefined ? fromFile(file, field, context) : await fromElsewhere(field, connector, context);
  }
  return given;
}

function fromFile(file: string, field: CredentialField, context: CliContext): string {
  const path = resolve(context.environment.workingDir, file);
  const read = readPrivateFile(path, `${field.label.toLowerCase()} file`);
  if (!read.ok) throw new ProblemError({ ...read.error, kept: "Nothing was connected." });
  if (read.value.exposed)
    sayLine(context.err, `Note: ${path} can be read by other users of this machine. chmod 600 ${path}`);
  return read.value.text.trim();
}

async function fromElsewhere(field: CredentialField, connector: Connector, context: CliContext): Promise<string> {
  const variable = context.environment.variables[field.env]?.trim();
  if (variable) return variable;
  if (context.input.isTerminal) {
    sayLine(context.err, field.help);
    return (await context.input.askHidden(`${connector.title}, ${field.label.toLowerCase()} (not shown): `)).trim();
  }
  const piped = (await context.input.readAll()).trim();
  if (piped !== "") return piped;
  return wrongUse(
    `${connector.title} needs its ${field.label.toLowerCase()}, and none was given.`,
    `Give it with --token-file, in ${field.env}, through a pipe, or at a terminal. ${field.help}`,
  );
}
