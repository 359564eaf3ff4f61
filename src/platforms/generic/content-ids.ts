import { sha256, toHex } from "../../base/hash.ts";

/**
 * Ids for the rows of a file that names none: a hash of the row's content and, because equal rows can be real, which
 * of the equal rows of this file it is. The same row of an overlapping export gets the same id. Two limits follow: a
 * row that the platform changed later counts as a new one, and of two equal rows that lie in two exports, neither of
 * which has both, only one is counted. Keeps one number per distinct row.
 */
export function createContentIds(): (cells: readonly string[]) => string {
  const seen = new Map<number, number>();
  return (cells) => {
    const trimmed = cells.map((cell) => cell.trim());
    const filled = trimmed.slice(0, trimmed.findLastIndex((cell) => cell !== "") + 1);
    const hash = toHex(sha256(filled.map((cell) => `${cell.length}:${cell}`).join("")));
    const short = Number.parseInt(hash.slice(0, 13), 16);
    const repeat = (seen.get(short) ?? 0) + 1;
    seen.set(short, repeat);
    return `row-${hash.slice(0, 32)}-${repeat}`;
  };
}
