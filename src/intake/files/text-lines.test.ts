import { describe, expect, it } from "vitest";
import { textLines } from "./text-lines.ts";

async function linesOf(bytes: Uint8Array, pieceBytes = bytes.length, signal?: AbortSignal): Promise<readonly string[]> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const read: string[] = [];
  for await (const line of textLines(pieces(), signal)) read.push(line);
  return read;
}

const text = "\ufeffone\r\n\nthree — पेन 😀\nlast";
const lines = ["one", "", "three — पेन 😀", "last"];

describe("the lines of a text", () => {
  it("are the same wherever the bytes are cut, with either line end, without a byte order mark", async () => {
    const bytes = Buffer.from(text, "utf8");
    for (let pieceBytes = 1; pieceBytes <= bytes.length; pieceBytes++)
      expect(await linesOf(bytes, pieceBytes)).toEqual(lines);
  });

  it("end with the last line, whether or not that is closed; an empty text has none", async () => {
    expect(await linesOf(Buffer.from(`${text}\n`))).toEqual(lines);
    expect(await linesOf(Buffer.from(""))).toEqual([]);
  });

  it.each([
    [
      "bytes that are no text",
      Buffer.from([0x61, 0x0a, 0x62, 0x0a, 0xff, 0x0a]),
      2,
      "What follows line 2 is not text in UTF-8.",
    ],
    [
      "half of a character at the end",
      Buffer.from([0x61, 0x0a, 0xf0, 0x9f]),
      9,
      "What follows line 1 is not text in UTF-8.",
    ],
    ["a line that never ends", Buffer.alloc(4_000_001, "x"), 65_536, "Line 1 is longer than any line of an export."],
  ])("with %s are given up in one sentence that names the line", async (_, bytes, pieceBytes, sentence) => {
    await expect(linesOf(bytes, pieceBytes)).rejects.toThrow(sentence);
  });

  it("stop when reading is interrupted", async () => {
    await expect(linesOf(Buffer.from(text), 4, AbortSignal.abort())).rejects.toThrow("interrupted behind line 0");
  });
});
