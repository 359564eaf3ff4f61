import { SECRET_SHOWN, Secret } from "./secret.ts";
import { SPELLING_LENGTH_MIN, spellings } from "./secret-spellings.ts";

/** Takes secrets and people's addresses out of texts that leave the process: log lines, printed errors. */
export type Redactor = {
  /**
   * Makes a value known, so that `redact` removes it in every common spelling. Add a secret the moment it enters the
   * process. False when it is too short (under 6 characters) to be told from honest text; refuse such secrets.
   */
  add(secret: string | Uint8Array | Secret | Secret<Uint8Array>): boolean;
  /**
   * Makes known what a place holds by turns, such as the tokens of one account. What it holds now and held before that
   * stays known; what is older is forgotten, so that a year of renewals does not slow every line.
   */
  hold(place: string, secrets: Iterable<Secret>): void;
  /** The text without known secrets and without anything shaped like one. */
  redact(text: string): string;
};

type Shape = readonly [pattern: RegExp, replacement: string];

/** Words after which a value is a secret, whatever it looks like: `client_secret=…`, `"password": "…"`. */
const NAMES =
  "(?:access|refresh|id|auth|bearer|session|csrf|page|api)[_-]?token|client[_-]?secret|webhook[_-]?secret|" +
  "api[_-]?key|apikey|private[_-]?key|secret[_-]?key|consumer[_-]?(?:key|secret)|password|passwd|passphrase|pwd|secret|token";

/**
 * What gives a secret away without its being known. Every repetition is bounded, so that no text, however made, can
 * keep the process busy. Order matters: an address inside a URL's user part must not be taken for an e-mail first.
 */
const shapes: readonly Shape[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,20000}?-----END [A-Z ]{0,40}PRIVATE KEY-----/g, SECRET_SHOWN],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'<>]{1,300}@/gi, `$1${SECRET_SHOWN}@`],
  [/\b(Bearer|Basic|Digest|Token)(\s{1,4}|%20|\+)[A-Za-z0-9._~+/=-]{8,4096}/gi, `$1 ${SECRET_SHOWN}`],
  [/\beyJ[A-Za-z0-9_-]{6,4096}\.[A-Za-z0-9_-]{2,8192}(?:\.[A-Za-z0-9_-]{0,4096})?/g, SECRET_SHOWN],
  [/\b((?:hex)?key\s{0,3}=\s{0,3}["']{0,2})(?:raw:|x'|0x)[^\s"'&;,)]{1,4096}/gi, `$1${SECRET_SHOWN}`],
  [
    new RegExp(
      `((?:${NAMES})\\\\?["']?\\s{0,3}(?:=|:|%3D)\\s{0,3}\\\\?["']?)(?!\\[)[^\\s"'&;,)}\\]\\\\]{3,4096}`,
      "gi",
    ),
    `$1${SECRET_SHOWN}`,
  ],
  [/\b(?:sk|rk|whsec|shpat|shpss|xox[a-z]|ghp|gho|glpat)[_-][A-Za-z0-9_-]{16,4096}/g, SECRET_SHOWN],
  [
    /(?:"[^"\s]{1,64}"|[\p{L}\p{N}.!#$&'*+/=?^_`{|}~-]{1,64})(?:@|＠|%40|\\u0040)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,8}\p{L}[\p{L}\p{N}-]{1,62}/giu,
    "[e-mail]",
  ],
  [/(?<![0-9a-f])[0-9a-f]{64,}(?![0-9a-f])/gi, "[hex]"],
];

/** A redactor that knows no secret yet; shapes are removed from the start. */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  const held = new Map<string, Held>();
  let pattern: RegExp | undefined;
  return {
    add: (secret) => {
      const value = secret instanceof Secret ? secret.reveal() : secret;
      if (value.length < SPELLING_LENGTH_MIN) return false;
      for (const text of spellings(value)) known.add(text);
      pattern = undefined;
      return true;
    },
    hold: (place, secrets) => {
      const now = new Set([...secrets].map((secret) => secret.reveal()).filter(isLong));
      const before = held.get(place)?.now;
      if (before !== undefined && sameSet(before, now)) return;
      held.set(place, { now, before: before ?? new Set() });
      pattern = undefined;
    },
    redact: (text) => {
      pattern ??= patternOf(new Set([...known, ...[...held.values()].flatMap(spellingsOf)]));
      let clean = text.replace(pattern, SECRET_SHOWN);
      for (const [shape, replacement] of shapes) clean = clean.replace(shape, replacement);
      return clean;
    },
  };
}

type Held = { readonly now: ReadonlySet<string>; readonly before: ReadonlySet<string> };

function isLong(secret: string): boolean {
  return secret.length >= SPELLING_LENGTH_MIN;
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((secret) => other.has(secret));
}

function spellingsOf({ now, before }: Held): string[] {
  return [...now, ...before].flatMap((secret) => [...spellings(secret)]);
}

/** What matches nothing, where nothing is known. */
const nothing = /(?!)/g;

/** Longest first: of two secrets where one begins the other, the whole longer one has to go. */
function patternOf(known: ReadonlySet<string>): RegExp {
  if (known.size === 0) return nothing;
  const longestFirst = [...known].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|"), "g");
}
