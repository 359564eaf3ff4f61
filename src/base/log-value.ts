import { SECRET_SHOWN, Secret } from "./secret.ts";

/** How much of a value one line shows; the rest is counted, not printed. */
export const logBounds = {
  depth: 6,
  membersPerObject: 100,
  causes: 8,
  textLength: 8_000,
  inputLength: 64_000,
} as const;

/** Field names whose values are secrets whatever they look like; compared in lower case without "_" and "-". */
const secretNames =
  /(?:password|passwd|passphrase|pwd|secret|token|authorization|cookie|cookies|apikey|privatekey|secretkey|accesskey|consumerkey|masterkey|credentials?)$/;

/** What JSON can hold. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

type Pass = { readonly redact: (text: string) => string; readonly above: readonly object[] };

/**
 * Any value as plain data fit for a log line: secrets and e-mail addresses removed from texts, names and errors;
 * depth, length and number of members bounded; nothing that a value does when looked at can throw.
 */
export function plainValue(value: unknown, redact: (text: string) => string): Plain {
  return plain(value, { redact, above: [] });
}

/** A text without secrets, cut to what one line shows. */
export function plainText(text: string, redact: (text: string) => string): string {
  const tooLong = text.length > logBounds.inputLength;
  let clean = redact(tooLong ? text.slice(0, logBounds.inputLength) : text);
  // The cut may have halved a secret, and half of one is not recognised: the end of what was cut is not shown.
  if (tooLong) clean = clean.slice(0, Math.max(0, clean.length - logBounds.textLength));
  if (clean.length <= logBounds.textLength && !tooLong) return clean;
  return `${clean.slice(0, logBounds.textLength)}… (${text.length} characters)`;
}

function plain(value: unknown, pass: Pass): Plain {
  switch (typeof value) {
    case "string":
      return plainText(value, pass.redact);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    case "bigint":
      return pass.redact(value.toString());
    case "undefined":
      return null;
    case "symbol":
    case "function":
      return `[${typeof value}]`;
    default:
      return value === null ? null : plainObject(value as object, pass);
  }
}

function plainObject(value: object, pass: Pass): Plain {
  if (pass.above.includes(value)) return "[circular]";
  if (pass.above.length >= logBounds.depth) return "[deeper]";
  const inner: Pass = { redact: pass.redact, above: [...pass.above, value] };
  try {
    if (value instanceof Secret) return SECRET_SHOWN;
    if (value instanceof Error) return plainError(value, inner);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[no date]" : value.toISOString();
    if (value instanceof URL) return plainText(value.href, pass.redact);
    // Bytes are shown by their number only: a key is bytes, and looks like any others.
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value)) return plainList(value, inner);
    if (value instanceof Set) return plainList([...value], inner);
    if (value instanceof Map)
      return plainMembers(
        [...value].map(([k, v]) => [nameOf(k, inner), v]),
        inner,
      );
    return plainMembers(
      Object.keys(value).map((name) => [name, () => Reflect.get(value, name)]),
      inner,
      true,
    );
  } catch {
    return "[unreadable]";
  }
}

function nameOf(key: unknown, pass: Pass): string {
  if (typeof key === "string") return key;
  const shown = plain(key, pass);
  return typeof shown === "string" ? shown : JSON.stringify(shown);
}

function plainList(items: readonly unknown[], pass: Pass): Plain {
  const shown = items.slice(0, logBounds.membersPerObject).map((item) => plain(item, pass));
  if (items.length > shown.length) shown.push(`[${items.length - shown.length} more]`);
  return shown;
}

function plainMembers(members: readonly (readonly [string, unknown])[], pass: Pass, lazy = false): Plain {
  // Without a prototype, a member called "__proto__" is a member like any other.
  const out: { [name: string]: Plain } = Object.create(null);
  for (const [name, held] of members.slice(0, logBounds.membersPerObject)) {
    out[plainText(name, pass.redact)] = plainMember(name, held, pass, lazy);
  }
  if (members.length > logBounds.membersPerObject) out["…"] = `[${members.length - logBounds.membersPerObject} more]`;
  return out;
}

function plainMember(name: string, held: unknown, pass: Pass, lazy: boolean): Plain {
  let value: unknown;
  try {
    value = lazy && typeof held === "function" ? held() : held;
  } catch {
    return "[unreadable]";
  }
  const isData = typeof value === "string" || (typeof value === "object" && value !== null);
  if (isData && secretNames.test(name.toLowerCase().replace(/[_-]/g, ""))) return SECRET_SHOWN;
  return plain(value, pass);
}

/** An error with its stack, its own fields and its causes; each text redacted. */
function plainError(error: Error, pass: Pass): Plain {
  const out: { [name: string]: Plain } = Object.create(null);
  out["name"] = plainText(String(error.name), pass.redact);
  out["message"] = plainText(String(error.message), pass.redact);
  for (const name of Object.keys(error).slice(0, logBounds.membersPerObject)) {
    if (name === "name" || name === "message" || name === "stack" || name === "cause") continue;
    out[plainText(name, pass.redact)] = plainMember(name, () => Reflect.get(error, name), pass, true);
  }
  if (typeof error.stack === "string") out["stack"] = plainText(error.stack, pass.redact);
  if (error.cause !== undefined) out["cause"] = plain(error.cause, pass);
  if (error instanceof AggregateError) out["errors"] = plain(error.errors, pass);
  return out;
}
