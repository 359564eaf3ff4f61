import { limits } from "../../base/limits.ts";

const shownMax = 40;
const noteMax = 120;

/** A cell as a refusal shows it: quoted, at most 40 characters, without control characters, never an e-mail address. */
export function quoted(cell: string): string {
  const plain = oneLine(cell);
  if (plain.includes("@")) return "a text with an e-mail address";
  return plain.length <= shownMax ? `"${plain}"` : `"${plain.slice(0, shownMax - 1).toWellFormed()}…"`;
}

/** A name as it is kept: one line, at most `limits.nameLengthMax` characters, never half a character at its end. */
export function label(cell: string): string {
  return oneLine(cell).slice(0, limits.nameLengthMax).toWellFormed();
}

/** A short lower-case word for use inside an id: `"PayPal Payouts"` becomes `paypal-payouts`. */
export function slug(text: string): string {
  const word = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  return (
    word
      .replace(/^-+|-+$/g, "")
      .slice(0, shownMax)
      .toWellFormed() || "other"
  );
}

/** Small extra facts worth showing: empty ones are left out, long ones cut; undefined when none is left. */
export function notesOf(facts: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  const told = Object.entries(facts).filter(([, value]) => value !== "" && !value.includes("@"));
  if (told.length === 0) return undefined;
  return Object.fromEntries(told.map(([name, value]) => [name, oneLine(value).slice(0, noteMax).toWellFormed()]));
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]+/gu, " ").trim();
}
