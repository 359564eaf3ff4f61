import type { LoadedConfig } from "./config.ts";
import { type ConfigKey, configFields, configKeys } from "./config-fields.ts";
import { SECRET_SHOWN, Secret } from "./secret.ts";

/** One line of `millrace config`. */
export type ConfigLine = {
  readonly key: ConfigKey;
  readonly env: string;
  /** The value in force as text; "[secret]" for a secret that is set, "" for nothing. */
  readonly value: string;
  /** Where it comes from: the variable's name, the file's path, or "default". */
  readonly origin: string;
  readonly help: string;
};

/** The configuration in force, line by line, for people and for `--json`. Secrets are never in it. */
export function describeConfig(loaded: LoadedConfig): readonly ConfigLine[] {
  return configKeys.map((key) => {
    const field = configFields[key];
    const value = loaded.config[key];
    const origins = { environment: field.env, file: loaded.filePath, default: "default" };
    return {
      key,
      env: field.env,
      value: value instanceof Secret ? SECRET_SHOWN : String(value ?? ""),
      origin: origins[loaded.origins[key]],
      help: field.help,
    };
  });
}

/** The configuration as a backup keeps it. */
export type ExportedConfig = {
  /** What was set, ready to be written as `millrace.json`. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** What was set but is not in `settings`: secrets, and the data directory itself. To be set again by hand. */
  readonly leftOut: readonly string[];
};

/** What the owner has set, without secrets and without defaults (a later version may have better ones). */
export function exportConfig(loaded: LoadedConfig): ExportedConfig {
  const settings: Record<string, string | number> = {};
  const leftOut: string[] = [];
  for (const key of configKeys) {
    const value = loaded.config[key];
    if (loaded.origins[key] === "default" || value === undefined) continue;
    if (value instanceof Secret || !configFields[key].inFile) leftOut.push(configFields[key].env);
    else settings[key] = value;
  }
  return { settings, leftOut };
}
