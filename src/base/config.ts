import { posix, win32 } from "node:path";
import { type ConfigField, type ConfigKey, configFields, configKeys } from "./config-fields.ts";
import { type ConfigFile, type FileValues, parseConfigFile } from "./config-file.ts";
import { isLoopback, readConfigValue } from "./config-value.ts";
import { absolutePath, defaultDataDir } from "./data-dir.ts";
import type { Environment } from "./environment.ts";
import { nearest } from "./nearest.ts";
import { type Problem, problem } from "./problem.ts";
import type { Redactor } from "./redactor.ts";
import { err, ok, type Result } from "./result.ts";
import { Secret } from "./secret.ts";
import { readPrivateFile } from "./secret-file.ts";

type Fields = typeof configFields;
type Raw<F> = F extends { type: "choice"; choices: readonly (infer C)[] }
  ? C
  : F extends { type: "integer" }
    ? number
    : string;
type Kept<F> = F extends { secret: true } ? Secret : Raw<F>;
type Value<F> = F extends { default: undefined } ? Kept<F> | undefined : Kept<F>;

/** The configuration in force. Paths are absolute; secrets are wrapped. */
export type Config = { readonly [K in Exclude<ConfigKey, "dataDir">]: Value<Fields[K]> } & { readonly dataDir: string };

/** Where a value came from. */
export type ConfigOrigin = "default" | "environment" | "file";

export type LoadedConfig = {
  readonly config: Config;
  readonly origins: Readonly<Record<ConfigKey, ConfigOrigin>>;
  /** Where the configuration file is, or would be. */
  readonly filePath: string;
  /** What works but should be looked at: a mistyped variable, a host beyond this machine. */
  readonly warnings: readonly Problem[];
};

type Held = { readonly value: string | number | undefined; readonly origin: ConfigOrigin };

/**
 * Reads the configuration: environment, else `<data>/millrace.json`, else default. Every mistake is told, not only
 * the first, each in one sentence with its place and what was expected.
 */
export function loadConfig(environment: Environment): Result<LoadedConfig, readonly Problem[]> {
  const dataDir = findDataDir(environment);
  if (!dataDir.ok) return err([dataDir.error]);
  const path = configPath(dataDir.value, environment);
  const read = readPrivateFile(path, "configuration file");
  if (read.ok) return resolveConfig(environment, { path, ...read.value });
  return read.error.code === "file-missing" ? resolveConfig(environment, undefined) : err([read.error]);
}

/** `loadConfig` without the disk: `file` is what stands in the configuration file, undefined when there is none. */
export function resolveConfig(
  environment: Environment,
  file: ConfigFile | undefined,
): Result<LoadedConfig, readonly Problem[]> {
  const dataDir = findDataDir(environment);
  if (!dataDir.ok) return err([dataDir.error]);
  const parsed = file ? parseConfigFile(file) : { values: {}, problems: [] };
  const problems: Problem[] = [...parsed.problems];
  const held = new Map<ConfigKey, Held>();
  for (const key of configKeys) {
    const one = readField(key, environment, parsed.values, file?.path ?? "");
    if (one.ok) held.set(key, one.value);
    else problems.push(one.error);
  }
  if (problems.length > 0) return err(problems);
  const config = typedConfig(held, dataDir.value, environment);
  const origins = Object.fromEntries(configKeys.map((key) => [key, held.get(key)?.origin ?? "default"]));
  return ok({
    config,
    origins: origins as LoadedConfig["origins"],
    filePath: configPath(dataDir.value, environment),
    warnings: warningsOf(config, environment, file, parsed.values),
  });
}

/** Makes the configuration's secrets known, the password inside the database's URL included. */
export function addConfigSecrets(redactor: Redactor, config: Config): void {
  for (const key of configKeys) {
    const value = config[key];
    if (value instanceof Secret) redactor.add(value);
  }
  const url = config.databaseUrl ? URL.parse(config.databaseUrl.reveal()) : null;
  if (url?.password) {
    redactor.add(url.password);
    redactor.add(decoded(url.password));
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function configPath(dataDir: string, environment: Environment): string {
  return (environment.platform === "win32" ? win32 : posix).join(dataDir, "millrace.json");
}

function findDataDir(environment: Environment): Result<string, Problem> {
  const field = readField("dataDir", environment, {}, "");
  if (!field.ok) return field;
  const { value } = field.value;
  return typeof value === "string"
    ? ok(absolutePath(value, environment.workingDir, environment))
    : defaultDataDir(environment);
}

/** A variable that is set to nothing counts as not set: that is how many tools write "no value". */
function readField(key: ConfigKey, environment: Environment, file: FileValues, path: string): Result<Held, Problem> {
  const field: ConfigField = configFields[key];
  const variable = environment.variables[field.env];
  const keepsSpaces = field.type === "text" && field.form === "any";
  const text = keepsSpaces ? variable : variable?.trim();
  if (text !== undefined && text !== "") {
    const read = readConfigValue(field, text, "env");
    return read.ok
      ? ok({ value: read.value, origin: "environment" })
      : err(wrongValue(field.env, field, text, read.error));
  }
  if (Object.hasOwn(file, key)) {
    const read = readConfigValue(field, file[key], "file");
    return read.ok
      ? ok({ value: read.value, origin: "file" })
      : err(wrongValue(`"${key}" in ${path}`, field, file[key], read.error));
  }
  return ok({ value: field.default, origin: "default" });
}

function wrongValue(place: string, field: ConfigField, value: unknown, wanted: string): Problem {
  const shown = field.secret ? "" : `, not ${shortJson(value)}`;
  return problem("config-value", `${place} must be ${wanted}${shown}.`);
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The table says what each value is; the checks above have seen to it. */
function typedConfig(held: ReadonlyMap<ConfigKey, Held>, dataDir: string, environment: Environment): Config {
  const out: Partial<Record<ConfigKey, string | number | Secret | undefined>> = {};
  for (const key of configKeys) {
    const one = held.get(key);
    const value = one?.value;
    const from = one?.origin === "file" ? dataDir : environment.workingDir;
    if (typeof value !== "string") out[key] = value;
    else if (configFields[key].secret) out[key] = new Secret(value);
    else if (isPath(configFields[key])) out[key] = absolutePath(value, from, environment);
    else out[key] = value;
  }
  out.dataDir = dataDir;
  return out as Config;
}

function isPath(field: ConfigField): boolean {
  return field.type === "text" && field.form === "path";
}

function warningsOf(
  config: Config,
  environment: Environment,
  file: ConfigFile | undefined,
  values: FileValues,
): readonly Problem[] {
  const warnings = mistypedVariables(environment);
  if (!isLoopback(config.host)) {
    warnings.push(
      problem(
        "host-beyond-machine",
        `The engine listens on ${config.host}, so it can be reached from other machines.`,
        {
          fix: "Put a proxy with TLS in front of it, or set MILLRACE_HOST to 127.0.0.1.",
        },
      ),
    );
  }
  const secrets = configKeys.filter((key) => configFields[key].secret && Object.hasOwn(values, key));
  if (file?.exposed && secrets.length > 0) {
    const sentence = `${file.path} holds ${secrets.join(", ")} and can be read by other users of this machine.`;
    warnings.push(problem("config-exposed", sentence, { fix: `chmod 600 ${file.path}` }));
  }
  return warnings;
}

/** Variables that only one command reads, and that are no settings. */
const variablesOfCommands: readonly string[] = ["MILLRACE_NEW_PASSPHRASE"];

/** What a platform is connected with may stand in the environment; which platforms there are is not known down here. */
const credentialVariable = /^MILLRACE_[A-Z0-9]+_(TOKEN|CLIENT_ID|CLIENT_SECRET|API_KEY|USER|PASSWORD)$/;

/** The same for the places that messages go to. The address of such a place is a secret too. */
const placeVariable = /^MILLRACE_([A-Z0-9]+)_(URL|SECRET|HOST|PORT|ENCRYPTION|FROM|TO|CERTIFICATE|CHAT)$/;

/** Variables whose values must not be shown: of platforms, and of places that messages go to. */
export function holdsSecret(name: string): boolean {
  return credentialVariable.test(name) || (isPlaceVariable(name) && /_(URL|SECRET)$/.test(name));
}

/** A setting's name that was mistyped is none. */
function isPlaceVariable(name: string): boolean {
  const [, place = "", end] = placeVariable.exec(name) ?? [];
  const settings = configKeys.flatMap((key) => {
    const [, of, how] = placeVariable.exec(configFields[key].env) ?? [];
    return of !== undefined && how === end ? [of] : [];
  });
  return place !== "" && nearest(place, settings) === undefined;
}

function mistypedVariables(environment: Environment): Problem[] {
  const known = configKeys.map((key) => configFields[key].env);
  const set = Object.keys(environment.variables).filter(
    (name) => name.startsWith("MILLRACE_") && environment.variables[name],
  );
  return set
    .filter((name) => !known.some((one) => one === name) && !variablesOfCommands.includes(name))
    .filter((name) => !credentialVariable.test(name) && !isPlaceVariable(name))
    .map((name) => {
      const meant = nearest(name, known);
      return problem(
        "variable-unknown",
        `${name} is set but is not a setting.`,
        meant ? { fix: `Did you mean ${meant}?` } : {},
      );
    });
}
