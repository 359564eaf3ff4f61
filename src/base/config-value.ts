import { isIP } from "node:net";
import type { ConfigField, TextField } from "./config-fields.ts";
import { err, ok, type Result } from "./result.ts";

const TEXT_LENGTH_MAX = 4_096;

/**
 * Checks one value. From the environment everything is text; the file has JSON's types, and a number written as text
 * there is refused rather than guessed. The error is what was expected, to follow "must be".
 */
export function readConfigValue(
  field: ConfigField,
  raw: unknown,
  from: "env" | "file",
): Result<string | number, string> {
  switch (field.type) {
    case "choice":
      return typeof raw === "string" && field.choices.includes(raw) ? ok(raw) : err(expected(field));
    case "integer": {
      const value = from === "env" && typeof raw === "string" && /^-?\d{1,15}$/.test(raw) ? Number(raw) : raw;
      const good = typeof value === "number" && Number.isSafeInteger(value) && value >= field.min && value <= field.max;
      return good ? ok(value) : err(expected(field));
    }
    case "text":
      return typeof raw === "string" && textFits(field, raw) ? ok(raw) : err(expected(field));
  }
}

/** What a field takes, in words: "one of a, b or c", "a whole number from 1 to 64". */
export function expected(field: ConfigField): string {
  switch (field.type) {
    case "choice":
      return `one of ${field.choices.slice(0, -1).join(", ")} or ${field.choices.at(-1)}`;
    case "integer":
      return `a whole number from ${field.min} to ${field.max}`;
    case "text":
      return textForms[field.form];
  }
}

const textForms: Readonly<Record<TextField["form"], string>> = {
  path: "a path without control characters",
  host: "an IP address or a host name, without a port",
  "postgres-url": "a URL such as postgres://user:password@host/database",
  "loopback-url": "an address on this machine such as http://127.0.0.1:8600",
  "public-url": "an https address without a query, such as https://shop.example.org",
  any: "text",
};

function textFits(field: TextField, text: string): boolean {
  if (text.trim() === "" || text.length > TEXT_LENGTH_MAX || /\0/.test(text)) return false;
  switch (field.form) {
    case "any":
      return true;
    case "path":
      return !/\p{Cc}/u.test(text);
    case "host":
      return isIP(text) !== 0 || isHostName(text);
    case "postgres-url":
      return isPostgresUrl(text);
    case "loopback-url":
      return isLoopbackUrl(text);
    case "public-url":
      return isPublicUrl(text);
  }
}

/** RFC 1123 §2.1; a name whose last part is all digits is a mistyped IP address. */
function isHostName(text: string): boolean {
  if (text.length > 253 || /(^|\.)\d+$/.test(text)) return false;
  return text.split(".").every((part) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(part));
}

function isPostgresUrl(text: string): boolean {
  if (/[\s\p{Cc}]/u.test(text)) return false;
  const url = URL.parse(text);
  if (url === null || !["postgres:", "postgresql:"].includes(url.protocol)) return false;
  // A socket folder stands in ?host=; otherwise the URL must say where.
  return (url.hostname !== "" || url.searchParams.has("host")) && url.pathname.length > 1;
}

/** A name could lead anywhere, so only the addresses themselves count, and localhost, which is not asked of a server. */
function isLoopbackUrl(text: string): boolean {
  const url = plainUrl(text, ["http:"]);
  return url !== undefined && (/^127(\.\d+){3}$/.test(url.hostname) || ["[::1]", "localhost"].includes(url.hostname));
}

/** Pings carry what buyers bought: never in the open, except on the way through this machine. */
function isPublicUrl(text: string): boolean {
  return plainUrl(text, ["https:"]) !== undefined || isLoopbackUrl(text);
}

function plainUrl(text: string, schemes: readonly string[]): URL | undefined {
  if (/[\s\p{Cc}]/u.test(text)) return undefined;
  const url = URL.parse(text);
  const plain = url !== null && schemes.includes(url.protocol) && !url.username && !url.password;
  return plain && url.search === "" && url.hash === "" ? url : undefined;
}

/** Whether only this machine can reach an engine that listens on `host`. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "::1" ||
    /^127\.\d+\.\d+\.\d+$/.test(name) ||
    /^::ffff:127\./.test(name)
  );
}
