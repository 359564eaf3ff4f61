import { isAscii } from "node:buffer";
import { fail } from "../../base/problem.ts";
import { latin1 } from "./bytes.ts";

const signatures: readonly (readonly [string, string])[] = [
  ["PK\u0003\u0004", "a spreadsheet or another zip archive"],
  ["\u00d0\u00cf\u0011\u00e0", "an old Excel workbook"],
  ["%PDF", "a PDF"],
  ["SQLite format 3\u0000", "a database"],
  ["\u0089PNG", "a picture"],
  ["\u001f\u008b", "a gzip archive inside another one"],
  ["BZh", "a bzip2 archive"],
  ["\u00fd7zXZ", "an xz archive"],
  ["(\u00b5/\u00fd", "a zstd archive"],
];

/** Throws a `ProblemError` for files whose first bytes say that they are something else. */
export function refuseOtherFiles(start: Uint8Array): void {
  const text = latin1(start);
  const known = signatures.find(([magic]) => text.startsWith(magic));
  if (!known) return;
  fail("not-csv", `This is ${known[1]}, not a CSV file.`, {
    kept: "Nothing was read.",
    fix: "Save or unpack it as CSV and import that.",
  });
}

/** The byte order of UTF-16 without a mark: text in exports is mostly ASCII, so every second byte is zero. */
export function utf16Order(start: Uint8Array): "le" | "be" | undefined {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < start.length; i += 1) {
    if (start[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  const many = start.length / 5;
  if (odd > many && even === 0) return "le";
  if (even > many && odd === 0) return "be";
  return undefined;
}

/** Where the first byte ≥ 0x80 lies, or −1. */
export function firstBeyondAscii(bytes: Uint8Array): number {
  return isAscii(bytes) ? -1 : bytes.findIndex((byte) => byte >= 0x80);
}

/** Whether a well-formed UTF-8 character begins at `at`, where a byte ≥ 0x80 lies. */
export function utf8At(bytes: Uint8Array, at: number): "utf-8" | "other" | "too short" {
  const lead = Number(bytes[at]);
  const length =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  const following = bytes.subarray(at + 1, at + length);
  if (length === 0 || !following.every((byte) => (byte & 0xc0) === 0x80)) return "other";
  return following.length === length - 1 ? "utf-8" : "too short";
}
