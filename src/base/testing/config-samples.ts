import { type LoadedConfig, resolveConfig } from "../config.ts";
import type { ConfigFile } from "../config-file.ts";
import type { Environment } from "../environment.ts";
import type { Problem } from "../problem.ts";

/** Where the file is on the machine that `environment` describes. */
export const path = "/home/ann/.local/share/millrace/millrace.json";
/** Stands for a secret; must turn up nowhere. */
export const canary = "canary-91c4";

/** A Linux machine of Ann, with these variables. */
export function environment(variables: Environment["variables"] = {}, more: Partial<Environment> = {}): Environment {
  return { variables, platform: "linux", homeDir: "/home/ann", workingDir: "/work", ...more };
}

/** A configuration file with this text. */
export function file(text: string, exposed = false): ConfigFile {
  return { path, text, exposed };
}

/** The configuration that must be right. */
export function loaded(variables: Environment["variables"], text?: string, exposed?: boolean): LoadedConfig {
  const result = resolveConfig(environment(variables), text === undefined ? undefined : file(text, exposed));
  if (!result.ok) throw new Error(result.error.map((one) => one.sentence).join(" "));
  return result.value;
}

/** What is wrong with a configuration. */
export function problems(variables: Environment["variables"], text?: string): readonly Problem[] {
  const result = resolveConfig(environment(variables), text === undefined ? undefined : file(text));
  return result.ok ? [] : result.error;
}
