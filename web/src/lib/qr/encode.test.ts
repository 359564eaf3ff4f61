import { expect, it } from "vitest";
import { checkDivisor, multiply, remainderOf } from "./check-bytes.ts";
import { encodeQr } from "./encode.ts";
import { formatBits, placeFixed, versionBits } from "./fixed-parts.ts";

it("tells format and version as the tables of ISO/IEC 18004 do", () => {
  const format = [
    "111011111000100",
    "111001011110011",
    "111110110101010",
    "111100010011101",
    "110011000101111",
    "110001100011000",
    "110110001000001",
    "110100101110110",
  ];
  expect(format.map((_, mask) => formatBits(mask).toString(2))).toEqual(format);
  expect(versionBits(7).toString(2).padStart(18, "0")).toBe("000111110010010100");
  expect(versionBits(10).toString(2).padStart(18, "0")).toBe("001010010011010011");
});

it("knows the check words of the standard's example", () => {
  // Version 1-M, "01234567" (ISO/IEC 18004, annex I).
  const data = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11];
  const check = [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55];
  expect(remainderOf(data, checkDivisor(10))).toEqual(check);
});

it("is read back as what was written, in every size", () => {
  for (const length of [1, 17, 18, 32, 53, 78, 106, 134, 154, 192, 230, 231, 271]) {
    const text = `otpauth://totp/${"Sávanna:x".repeat(40)}`.slice(0, length);
    const fits = new TextEncoder().encode(text).length <= 271;
    const rows = encodeQr(text);
    if (fits) expect(rows && readBack(rows)).toBe(text);
  }
});

it("draws nothing when the text does not fit", () => {
  expect(encodeQr("x".repeat(272))).toBeUndefined();
});

/** Reads a code without a camera: mask from the format bits, data in the order of the standard, all blocks checked. */
function readBack(rows: readonly (readonly boolean[])[]): string {
  const size = rows.length;
  const version = (size - 17) / 4;
  const bits = [0, 1, 2, 3, 4, 5, 7, 8].map((row) => rows[row]?.[8]);
  const low = bits.reduce((sum, bit, at) => sum + (bit ? 1 << at : 0), 0);
  const mask = [0, 1, 2, 3, 4, 5, 6, 7].find((one) => (formatBits(one) & 0xff) === low) ?? -1;
  const fits = [
    (r: number, c: number) => (r + c) % 2,
    (r: number) => r % 2,
    (_: number, c: number) => c % 3,
    (r: number, c: number) => (r + c) % 3,
    (r: number, c: number) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2,
    (r: number, c: number) => ((r * c) % 2) + ((r * c) % 3),
    (r: number, c: number) => (((r * c) % 2) + ((r * c) % 3)) % 2,
    (r: number, c: number) => (((r + c) % 2) + ((r * c) % 3)) % 2,
  ][mask];
  const { fixed } = placeFixed(version, mask);
  const read: number[] = [];
  for (let column = size - 1, up = true; column > 0; column -= 2, up = !up) {
    if (column === 6) column -= 1;
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step;
      for (const at of [column, column - 1])
        if (!fixed[row]?.[at]) read.push(Number(rows[row]?.[at] !== (fits?.(row, at) === 0)));
    }
  }
  const words: number[] = [];
  for (let at = 0; at + 8 <= read.length; at += 8) words.push(Number.parseInt(read.slice(at, at + 8).join(""), 2));
  return textOf(words, version);
}

function textOf(words: readonly number[], version: number): string {
  const total = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346][version - 1] ?? 0;
  const blocks = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4][version - 1] ?? 0;
  const check = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18][version - 1] ?? 0;
  const data = total - blocks * check;
  const lists: number[][] = Array.from({ length: blocks }, () => []);
  const short = Math.floor(data / blocks);
  const long = data % blocks;
  for (let at = 0; at < short * blocks; at++) lists[at % blocks]?.push(words[at] ?? 0);
  for (let at = 0; at < long; at++) lists[blocks - long + at]?.push(words[short * blocks + at] ?? 0);
  const plain = lists.map((list) => [...list]);
  for (let at = data; at < total; at++) lists[(at - data) % blocks]?.push(words[at] ?? 0);
  for (const list of lists)
    for (let root = 1, step = 0; step < check; step++, root = multiply(root, 2))
      expect(list.reduce((sum, word) => multiply(sum, root) ^ word, 0)).toBe(0);
  const bits = plain
    .flat()
    .map((word) => word.toString(2).padStart(8, "0"))
    .join("");
  const head = version < 10 ? 12 : 20;
  const length = Number.parseInt(bits.slice(4, head), 2);
  const bytes = Array.from({ length }, (_, at) => Number.parseInt(bits.slice(head + at * 8, head + at * 8 + 8), 2));
  return new TextDecoder().decode(new Uint8Array(bytes));
}
