import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { Secret } from "../base/secret.ts";
import type { Connector, PlatformAccount } from "../spec/connector.ts";
import { failureProblem } from "./failure-problem.ts";
import type { Workplace } from "./workplace.ts";

/** A problem with what a person gave; `field` names the one it is about, where it is about one. */
export type CredentialProblem = Problem & { readonly field?: string };

/** Credentials that open an account. */
export type Tried = { readonly account: PlatformAccount; readonly given: Readonly<Record<string, string>> };

/**
 * Asks the platform whose account the credentials open; keeps nothing. Problems: `credential-missing`, `credential-odd`,
 * `credential-wrong`, and those of the platform's answer.
 */
export async function tryCredentials(
  workplace: Workplace,
  connector: Connector,
  credentials: Readonly<Record<string, string>>,
): Promise<Result<Tried, CredentialProblem>> {
  const fields = connector.credentials;
  const strange = Object.keys(credentials).find((name) => !fields.some((field) => field.name === name));
  if (strange !== undefined) return err({ ...notAsked(connector, strange), field: strange });
  const missing = fields.find(({ name }) => (credentials[name] ?? "").trim() === "");
  if (missing) return err({ ...notGiven(connector, missing.label), field: missing.name });
  const odd = fields.find(({ name }) => /[\s\p{Cc}]/u.test((credentials[name] ?? "").trim()));
  if (odd) return err({ ...notPlain(odd.label), field: odd.name });
  const given = Object.fromEntries(fields.map(({ name }) => [name, (credentials[name] ?? "").trim()]));
  hideGiven(workplace, connector, given);
  const http = workplace.platforms.http(connector);
  const account = await connector.identify({ http, credential: (name) => given[name] ?? "" });
  if (account.ok) return ok({ account: account.value, given });
  const refused = failureProblem(account.error, "Nothing was connected.");
  const secret = fields.find((field) => field.secret);
  return err(account.error.kind === "auth" && secret ? { ...refused, field: secret.name } : refused);
}

/** Before anything is done with it: what a person gave cannot get into the log. */
export function hideGiven(
  { hide }: Pick<Workplace, "hide">,
  connector: Connector,
  given: Readonly<Record<string, string>>,
): void {
  hide?.(
    `given/${connector.id}`,
    Object.values(given).map((value) => new Secret(value)),
  );
}

function notGiven(connector: Connector, label: string): Problem {
  return problem("credential-missing", `${connector.title} cannot be connected without its ${label.toLowerCase()}.`, {
    kept: "Nothing was changed.",
    fix: connector.credentials[0]?.help ?? "",
  });
}

function notAsked({ title }: Connector, name: string): Problem {
  return problem("credential-wrong", `${title} is not connected with anything called "${name.slice(0, 60)}".`, {
    kept: "Nothing was changed.",
  });
}

function notPlain(label: string): Problem {
  return problem("credential-odd", `The ${label.toLowerCase()} has a space or a line break inside it.`, {
    kept: "Nothing was changed.",
    fix: "Copy it again, whole and alone.",
  });
}
