import type { Failure } from "../../base/egress/failure.ts";

/** What nodemailer's errors carry. Their texts may quote what was sent, so nothing of them is repeated. */
type MailError = { readonly code?: unknown; readonly responseCode?: unknown; readonly originalCode?: unknown };

/**
 * The failure in an error of nodemailer. A reply of 4yz says "try again later", one of 5yz "do not" (RFC 5321 §4.2.1);
 * without a reply the connection was at fault.
 */
export function mailFailure(error: unknown): Failure {
  const { code, responseCode, originalCode } = (typeof error === "object" && error !== null ? error : {}) as MailError;
  const status = typeof responseCode === "number" ? { status: responseCode } : {};
  const [kind, name, sentence, fix] = tell(String(code ?? ""), Number(status.status ?? 0), String(originalCode ?? ""));
  return { kind, code: name, sentence, ...(fix === undefined ? {} : { fix }), ...status };
}

type Told = readonly [kind: Failure["kind"], code: string, sentence: string, fix?: string];

function tell(code: string, reply: number, cause: string): Told {
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_/.test(cause)) return certificate;
  // A server that knows no STARTTLS says so with a reply like any other.
  if (code === "ETLS") return noEncryption;
  if (reply >= 400 && reply < 500) {
    return ["transient", "later", `The mail server asks to try again later (reply ${reply}).`];
  }
  if (code === "EAUTH" || code === "ENOAUTH" || reply === 530 || reply === 535) return password;
  if (reply >= 500) {
    return ["fatal", "rejected", `The mail server does not take the mail (reply ${reply}).`, addresses];
  }
  return causes[code] ?? ["transient", "connection-lost", "The connection to the mail server was lost."];
}

const addresses = "Check the addresses of sender and receivers, and whether the server may send for that sender.";
const password: Told = [
  "auth",
  "password",
  "The mail server refused the user name or password.",
  "Give Millrace the right ones; many providers want an app password.",
];
const certificate: Told = [
  "fatal",
  "certificate",
  "The mail server could not prove that it is the one it was given as, so nothing was sent.",
  "Check the host name; if the server has a certificate of its own making, give that to Millrace.",
];

const noEncryption: Told = [
  "fatal",
  "no-encryption",
  "The mail server offers no encryption that works, so nothing was sent.",
  'Check "Encryption" and the port: 465 goes with "tls", 587 with "starttls".',
];

const causes: Readonly<Record<string, Told>> = {
  EDNS: ["transient", "name-unknown", "The address of the mail server was not found.", "Check the host name."],
  ETIMEDOUT: ["transient", "timeout", "The mail server took too long to answer."],
  ECONNECTION: ["transient", "connection-lost", "The connection to the mail server was lost."],
  ESOCKET: ["transient", "connection", "The mail server could not be reached.", "Check the host name and the port."],
  EABORT: ["transient", "stopped", "Sending the mail was stopped."],
  EENVELOPE: ["fatal", "rejected", "The mail server does not take the mail.", addresses],
  EPROTOCOL: ["transient", "unreadable", "What answers at that address is no mail server."],
};
