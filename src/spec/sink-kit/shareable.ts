import type { Message, Shareable } from "../sink.ts";
import { maskPhones } from "./mask-phones.ts";

/** Takes secrets and e-mail addresses out of a text, e.g. `createRedactor().redact`. */
export type Redact = (text: string) => string;

/** Longer lines help nobody on a phone; sinks shorten further. */
const lineLengthMax = 2_000;
const linesMax = 500;

/**
 * The message as it may leave the house. Secrets and e-mail addresses go through `redact`, phone numbers are masked,
 * control characters become spaces (so nothing can end a header or begin a line), and what turns or hides text is gone.
 * A link that holds something secret, or is none, is left out.
 */
export function shareable(message: Message, redact: Redact): Shareable {
  const clean = (text: string): string => flat(maskPhones(redact(flat(text))));
  const { link, ...rest } = message;
  const kept = link === undefined ? undefined : cleanLink(link, redact);
  const out: Message = {
    ...rest,
    title: clean(message.title),
    lines: message.lines.slice(0, linesMax).map(clean),
    ...(kept === undefined ? {} : { link: kept }),
  };
  return out as Shareable;
}

/** Directional overrides and isolates, byte order mark, invisible separators and joiners without a visible use. */
const hidden = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function flat(text: string): string {
  const whole = text.slice(0, lineLengthMax).toWellFormed();
  return whole
    .replace(hidden, "")
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .trim();
}

function cleanLink(link: string, redact: Redact): string | undefined {
  const url = URL.parse(link);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return undefined;
  if (url.username !== "" || url.password !== "" || url.href.length > 1_000) return undefined;
  // What a link may hold beside ASCII is percent-encoded in `href`; these few are not, and end links in some places.
  const text = url.href.replace(/[|'"<>`()*\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return redact(text) === text ? text : undefined;
}
