import { WireError, type WireTrouble } from "./transport.ts";

/** What Node's and Bun's clients call their troubles, in our words. */
// biome-ignore format: a table
const byCode: Readonly<Record<string, WireTrouble>> = {
  ENOTFOUND: "name-unknown", EAI_AGAIN: "name-unknown", EAI_NODATA: "name-unknown", EAI_FAIL: "name-unknown",
  EAI_NONAME: "name-unknown", DNS_ENOTFOUND: "name-unknown", ENODATA: "name-unknown",
  ECONNREFUSED: "connection-refused", EHOSTUNREACH: "connection-refused", ENETUNREACH: "connection-refused",
  EHOSTDOWN: "connection-refused", EADDRNOTAVAIL: "connection-refused",
  ECONNRESET: "connection-lost", EPIPE: "connection-lost", ECONNABORTED: "connection-lost",
  ETIMEDOUT: "timeout", ESOCKETTIMEDOUT: "timeout",
  HPE_INVALID_EOF_STATE: "cut-short",
};

/** An error of the runtime's client as a `WireError`. Its message holds the code only, never an address or a header. */
export function wireErrorOf(error: unknown): WireError {
  if (error instanceof WireError) return error;
  const first = error instanceof AggregateError ? error.errors.find((one) => one instanceof WireError) : undefined;
  if (first !== undefined) return first;
  const code = codeOf(error);
  return new WireError(troubleOf(code), `the network said ${code}`, { cause: error });
}

function troubleOf(code: string): WireTrouble {
  const known = byCode[code];
  if (known !== undefined) return known;
  if (code.startsWith("HPE_") || code.startsWith("ERR_HTTP_")) return "unreadable";
  if (code.startsWith("ERR_TLS_") || code.startsWith("ERR_SSL_") || code === "EPROTO") return "certificate";
  if (/CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|CRL/.test(code)) return "certificate";
  return "connection-lost";
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "no code";
  return typeof error.code === "string" ? error.code : String(error.code);
}
