import type { Millis } from "../clock.ts";
import { err, ok, type Result } from "../result.ts";
import type { Failure, FailureKind } from "./failure.ts";
import type { Answer } from "./http.ts";
import { retryAfter } from "./limit-headers.ts";
import { type WireAnswer, WireError, type WireTrouble } from "./transport.ts";

/** What the caller of one service needs to know to speak about it. */
export type Speaker = { readonly title: string; readonly startedAt: Millis; readonly now: Millis };

/** An answer for the caller, or the failure that it is. */
export function answerOf(wire: WireAnswer, by: Speaker): Result<Answer, Failure> {
  const header = (name: string): string | undefined => wire.headers[name.toLowerCase()];
  const failure = failureOfStatus(wire.status, header, by, wire.body.length > 0);
  if (failure !== undefined) return err(failure);
  const text = textOf(wire.body);
  if (text === undefined && wire.status < 300) {
    const sentence = `${by.title} answered with something that is no text.`;
    return err({ kind: "transient", code: "not-text", sentence, status: wire.status });
  }
  return ok({ status: wire.status, header, text: text ?? "", startedAt: by.startedAt });
}

/** Why there was no whole answer. Nothing of the error's own text gets into the sentence. */
export function failureOfError(error: unknown, title: string): Failure {
  const trouble: WireTrouble = error instanceof WireError ? error.trouble : "connection-lost";
  const [kind, clause, fix] = troubles[trouble];
  return { kind, code: trouble, sentence: clause.replaceAll("{title}", title), ...(fix ? { fix } : {}) };
}

// biome-ignore format: a table
const troubles: Readonly<Record<WireTrouble, readonly [FailureKind, string, string?]>> = {
  "name-unknown": ["transient", "The address of {title} was not found.", "Check this machine's internet connection and its name server."],
  "address-refused": ["transient", "The name of {title} leads to an address inside this machine or its network, so nothing was sent.", "Check this machine's name server: it gives a wrong answer for that name."],
  "connection-refused": ["transient", "{title} could not be reached.", "Check this machine's internet connection."],
  "connection-lost": ["transient", "The connection to {title} was lost."],
  "certificate": ["transient", "The server that answered for {title} could not prove that it is {title}, so nothing was sent.", "Check the clock of this machine, and whether a proxy or a virus scanner opens its connections."],
  "timeout": ["transient", "{title} took too long to answer."],
  "too-large": ["fatal", "{title} sent a larger answer than can be taken."],
  "cut-short": ["transient", "The answer of {title} ended before it was whole."],
  "unreadable": ["transient", "{title} sent an answer that cannot be read."],
  "stopped": ["transient", "The call to {title} was stopped before it was answered."],
};

function failureOfStatus(status: number, header: Answer["header"], by: Speaker, hasBody: boolean): Failure | undefined {
  if (status >= 200 && status < 400) return undefined;
  if (passedOn.has(status)) return undefined;
  const retryAt = retryAfter(header, by.now);
  const again = retryAt === undefined ? {} : { retryAt };
  const { title } = by;
  // A refusal without a word is called a page by some servers, and is none.
  const page = hasBody && (header("content-type") ?? "").toLowerCase().includes("text/html");
  switch (status) {
    case 401: {
      const fix = `Connect ${title} again with a new access token.`;
      return { kind: "auth", code: "access-refused", sentence: `${title} refused the access token.`, fix, status };
    }
    case 403:
      if (retryAt !== undefined || header("x-ratelimit-remaining")?.trim() === "0")
        return tooMany(title, status, again);
      if (page) {
        const sentence = `${title} answered with a web page that refuses the call, as it does when it takes it for a robot.`;
        return { kind: "transient", code: "html-page", sentence, status };
      }
      return {
        kind: "auth",
        code: "not-allowed",
        sentence: `${title} does not allow this with the access token it was given.`,
        fix: `Connect ${title} again with an access token that allows it.`,
        status,
      };
    case 429:
      return tooMany(title, status, again);
    case 451:
      return {
        kind: "compliance",
        code: "legal",
        sentence: `${title} must not answer this for legal reasons.`,
        status,
      };
    case 408:
    case 421:
    case 425:
      return { kind: "transient", code: "busy", sentence: `${title} asks to send the call again.`, status, ...again };
  }
  if (status >= 500 && status < 600) {
    const sentence = `${title} has trouble of its own (status ${status}).`;
    return { kind: "transient", code: "server", sentence, status, ...again };
  }
  const sentence = `${title} does not take this call (status ${status}).`;
  return { kind: "fatal", code: "refused", sentence, status };
}

/** Beside 2xx and 3xx: what only the caller can tell the meaning of. */
const passedOn = new Set([400, 404, 409, 422]);

function tooMany(title: string, status: number, again: { readonly retryAt?: Millis }): Failure {
  return { kind: "rate-limit", code: "too-many", sentence: `${title} asks to call less often.`, status, ...again };
}

function textOf(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    // Not UTF-8: the caller must not read letters that nobody wrote.
    return undefined;
  }
}
