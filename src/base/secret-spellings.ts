/**
 * The ways one secret can appear in a text: as it is, inside JSON, in a URL, as hex, as base64. Base64 has three
 * spellings, one for each position the secret can have in what was encoded (`base64("user:secret")` contains another
 * text than `base64("secret")`), and of each only the characters that depend on the secret alone are used.
 */
export function spellings(secret: string | Uint8Array): readonly string[] {
  const found = new Set<string>();
  if (typeof secret === "string") {
    const trimmed = secret.trim();
    for (const text of new Set([secret, trimmed])) {
      found.add(text);
      found.add(JSON.stringify(text).slice(1, -1));
      for (const url of urlSpellings(text)) found.add(url);
    }
  }
  const bytes = Buffer.from(secret as Uint8Array);
  const hex = bytes.toString("hex");
  found.add(hex);
  found.add(hex.toUpperCase());
  const whole = bytes.toString("base64").replaceAll("=", "");
  for (const text of [whole, base64Core(bytes, 0), base64Core(bytes, 1), base64Core(bytes, 2)]) {
    found.add(text);
    found.add(text.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return [...found].filter((text) => text.length >= SPELLING_LENGTH_MIN);
}

/** Shorter texts occur by chance in honest lines; replacing them would make the log unreadable. */
export const SPELLING_LENGTH_MIN = 6;

function urlSpellings(text: string): readonly string[] {
  const encoded = encodeURIComponent(text.toWellFormed());
  const form = encoded.replaceAll("%20", "+");
  const strict = encoded.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const all = [encoded, form, strict];
  return [...all, ...all.map((t) => t.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()))];
}

/** The base64 characters fixed by `bytes` alone when `shift` unknown bytes stand before it and more may follow. */
function base64Core(bytes: Buffer, shift: 0 | 1 | 2): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replaceAll("=", "");
  const start = shift === 0 ? 0 : shift + 1;
  const wholeCharacters = Math.floor(((shift + bytes.length) * 8) / 6);
  return text.slice(start, wholeCharacters);
}
