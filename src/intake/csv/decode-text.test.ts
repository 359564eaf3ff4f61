import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../base/problem.ts";
import { createTextDecoding } from "./decode-text.ts";

const decode = (
  bytes: Uint8Array,
  cuts: readonly number[] = [],
): { text: string; encoding: string; damaged: boolean } => {
  const decoding = createTextDecoding();
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const text = [0, ...at]
    .map((from, i) => decoding.push(Uint8Array.from(bytes.subarray(from, at[i] ?? bytes.length))))
    .join("");
  return { text: text + decoding.end(), encoding: decoding.encoding(), damaged: decoding.damaged() };
};

const utf16 = (text: string, order: "le" | "be"): Buffer => {
  const little = Buffer.from(text, "utf16le");
  return order === "le" ? little : little.swap16();
};
const marked = (mark: readonly number[], bytes: Uint8Array): Buffer => Buffer.concat([Uint8Array.from(mark), bytes]);

const text = fc
  .array(fc.constantFrom("a", "Order,", "\n", "é", "ß", "€", "Ω", "漢", "😀", "\u0301"), { maxLength: 400 })
  .map((parts) => `id,date\n${parts.join("")}`);
const cuts = fc.array(fc.nat(), { maxLength: 10 });

describe("turning bytes into text", () => {
  it("reads UTF-8 with and without a mark, however the bytes are cut", () => {
    fc.assert(
      fc.property(text, cuts, fc.boolean(), (written, where, mark) => {
        const bytes = Buffer.from(written, "utf8");
        expect(decode(mark ? marked([0xef, 0xbb, 0xbf], bytes) : bytes, where)).toEqual({
          text: written,
          encoding: "utf-8",
          damaged: false,
        });
      }),
      { numRuns: 200 },
    );
  });

  it("reads UTF-16 of both orders with a mark, however the bytes are cut", () => {
    fc.assert(
      fc.property(text, cuts, fc.constantFrom("le" as const, "be" as const), (written, where, order) => {
        const bytes = marked(order === "le" ? [0xff, 0xfe] : [0xfe, 0xff], utf16(written, order));
        expect(decode(bytes, where)).toEqual({ text: written, encoding: `utf-16${order}`, damaged: false });
      }),
      { numRuns: 200 },
    );
  });

  it("recognises UTF-16 without a mark by its zero bytes", () => {
    for (const order of ["le", "be"] as const) {
      expect(decode(utf16("id,date,total\n1,2026-01-05,5 €\n", order))).toEqual({
        text: "id,date,total\n1,2026-01-05,5 €\n",
        encoding: `utf-16${order}`,
        damaged: false,
      });
    }
  });

  it("takes what is not UTF-8 for Windows-1252, with its own euro sign and quotes", () => {
    const bytes = Buffer.concat([Buffer.from("Käse,", "latin1"), Uint8Array.from([0x80, 0x93, 0x94, 0x9f, 0x81])]);
    expect(decode(bytes)).toEqual({ text: "Käse,€“”Ÿ\u0081", encoding: "windows-1252", damaged: false });
    for (let cut = 0; cut <= bytes.length; cut += 1) expect(decode(bytes, [cut]).text).toBe("Käse,€“”Ÿ\u0081");
  });

  it("decides by the first character beyond ASCII, wherever it comes and however it is cut", () => {
    const before = "x".repeat(600);
    const utf8 = Buffer.from(`${before}😀 ok`, "utf8");
    const latin = Buffer.from(`${before}é ok`, "latin1");
    for (let cut = 598; cut <= 606; cut += 1) {
      expect(decode(utf8, [cut])).toEqual({ text: `${before}😀 ok`, encoding: "utf-8", damaged: false });
      expect(decode(latin, [cut])).toEqual({ text: `${before}é ok`, encoding: "windows-1252", damaged: false });
    }
    expect(decode(Buffer.concat([utf8, Buffer.from("é", "latin1")]), [603])).toEqual({
      text: `${before}😀 ok\ufffd`,
      encoding: "utf-8",
      damaged: true,
    });
  });

  it("takes a character that the end of the file cuts for Windows-1252 when nothing else speaks for UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from("x".repeat(600)), Uint8Array.from([0xe2, 0x82])]);
    expect(decode(bytes, [601]).text.endsWith("â‚")).toBe(true);
    expect(decode(Uint8Array.from([0x61, 0xf5, 0x80])).encoding).toBe("windows-1252");
    expect(decode(Uint8Array.from([0x61, 0xe2, 0x28, 0xa1])).encoding).toBe("windows-1252");
    expect(decode(Uint8Array.from([0x61, 0xc0, 0xaf])).encoding).toBe("windows-1252");
  });

  it("says that characters are damaged: half a UTF-16 character, a lone surrogate, a broken UTF-8 byte", () => {
    expect(decode(marked([0xff, 0xfe], Uint8Array.from([0x61, 0x00, 0x62])))).toMatchObject({
      text: "a\ufffd",
      damaged: true,
    });
    expect(decode(marked([0xff, 0xfe], Uint8Array.from([0x00, 0xd8, 0x61, 0x00])))).toMatchObject({ damaged: true });
    expect(decode(marked([0xef, 0xbb, 0xbf], Uint8Array.from([0x61, 0xff])))).toMatchObject({
      text: "a\ufffd",
      damaged: true,
    });
  });

  it("refuses what is plainly another kind of file", () => {
    const files: readonly (readonly [readonly number[], string])[] = [
      [[0x50, 0x4b, 3, 4], "This is a spreadsheet or another zip archive, not a CSV file."],
      [[0x25, 0x50, 0x44, 0x46], "This is a PDF, not a CSV file."],
      [[0x1f, 0x8b, 8], "This is a gzip archive inside another one, not a CSV file."],
    ];
    for (const [bytes, sentence] of files) {
      expect(() => decode(Uint8Array.from(bytes))).toThrow(ProblemError);
      expect(() => decode(Uint8Array.from(bytes))).toThrow(sentence);
    }
  });
});
