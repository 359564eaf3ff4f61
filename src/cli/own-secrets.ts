import { addConfigSecrets, holdsSecret, loadConfig } from "../base/config.ts";
import { configFields, configKeys } from "../base/config-fields.ts";
import { createRedactor, type Redactor } from "../base/redactor.ts";
import type { CliContext } from "./context.ts";
import { newPassphraseVariable } from "./new-passphrase.ts";

/** Knows every secret that this run was given, also when the settings themselves are wrong. */
export function ownSecrets(context: CliContext): Redactor {
  const redactor = createRedactor();
  const { variables } = context.environment;
  const credentials = Object.keys(variables).filter(holdsSecret);
  const own = configKeys.map((key) => configFields[key]).flatMap(secretName);
  const names = [newPassphraseVariable, ...own, ...credentials];
  for (const name of names) {
    const value = variables[name];
    if (value) redactor.add(value);
  }
  const loaded = loadConfig(context.environment);
  if (loaded.ok) addConfigSecrets(redactor, loaded.value.config);
  return redactor;
}

function secretName(field: { readonly env: string; readonly secret: boolean }): readonly string[] {
  return field.secret ? [field.env] : [];
}
