import { checkDivisor, remainderOf } from "./check-bytes.ts";
import { type Matrix, placeFixed } from "./fixed-parts.ts";

/**
 * A QR code (ISO/IEC 18004) of text as bytes, correction level L, versions 1 to 10: up to 271 bytes. Each row is a list of
 * dark (true) and light (false) squares. Undefined when the text is too long.
 */
export function encodeQr(text: string): readonly (readonly boolean[])[] | undefined {
  const data = new TextEncoder().encode(text);
  const version = versions.findIndex((one) => data.length <= bytesIn(one)) + 1;
  const shape = versions[version - 1];
  if (!shape) return undefined;
  const words = interleave(dataWords(data, version, shape), shape);
  const drawn = masks.map((mask, at) => {
    const matrix = placeFixed(version, at);
    placeData(matrix, words, mask);
    return matrix.dark;
  });
  return drawn.reduce((best, one) => (penaltyOf(one) < penaltyOf(best) ? one : best));
}

type Shape = { readonly total: number; readonly blocks: number; readonly check: number };

/** Level L of versions 1 to 10: codewords, blocks, and check words of each block (ISO/IEC 18004, table 9). */
const versions: readonly Shape[] = [
  { total: 26, blocks: 1, check: 7 },
  { total: 44, blocks: 1, check: 10 },
  { total: 70, blocks: 1, check: 15 },
  { total: 100, blocks: 1, check: 20 },
  { total: 134, blocks: 1, check: 26 },
  { total: 172, blocks: 2, check: 18 },
  { total: 196, blocks: 2, check: 20 },
  { total: 242, blocks: 2, check: 24 },
  { total: 292, blocks: 2, check: 30 },
  { total: 346, blocks: 4, check: 18 },
];

const dataIn = ({ total, blocks, check }: Shape): number => total - blocks * check;
/** Mode and length take 12 bits up to version 9 and 20 in version 10: never more than three bytes, mostly two. */
const bytesIn = (shape: Shape): number => dataIn(shape) - (shape.total > 292 ? 3 : 2);

function dataWords(data: Uint8Array, version: number, shape: Shape): number[] {
  const bits: number[] = [];
  const put = (value: number, count: number): void => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >> bit) & 1);
  };
  put(0b0100, 4);
  put(data.length, version < 10 ? 8 : 16);
  for (const byte of data) put(byte, 8);
  put(0, Math.min(4, dataIn(shape) * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 8) words.push(bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  for (let pad = 0xec; words.length < dataIn(shape); pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Blocks of equal length, the longer ones last; their words are written in turns, then their check words. */
function interleave(words: readonly number[], shape: Shape): number[] {
  const short = Math.floor(words.length / shape.blocks);
  const firstLong = shape.blocks - (words.length % shape.blocks);
  const divisor = checkDivisor(shape.check);
  const parts: { readonly data: readonly number[]; readonly check: readonly number[] }[] = [];
  let from = 0;
  for (let block = 0; block < shape.blocks; block++) {
    const data = words.slice(from, from + short + (block < firstLong ? 0 : 1));
    from += data.length;
    parts.push({ data, check: remainderOf(data, divisor) });
  }
  const turns = (of: (part: (typeof parts)[number]) => readonly number[], length: number): number[] =>
    Array.from({ length }, (_, at) => parts.flatMap((part) => of(part)[at] ?? [])).flat();
  return [...turns(({ data }) => data, short + 1), ...turns(({ check }) => check, shape.check)];
}

type Mask = (row: number, column: number) => boolean;
const masks: readonly Mask[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** In pairs of columns from the right, up and down in turns, past column 6 and all that is fixed. */
function placeData({ dark, fixed }: Matrix, words: readonly number[], mask: Mask): void {
  const size = dark.length;
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const row = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = dark[row];
        if (!line || fixed[row]?.[column]) continue;
        const one = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        line[column] = one !== mask(row, column);
        bit += 1;
      }
    }
  }
}

/** How hard it is to read: long runs, even squares, patterns like the corners', too much of one kind. */
function penaltyOf(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length;
  const lines = [...dark, ...dark.map((_, column) => dark.map((row) => row[column] ?? false))];
  let sum = 0;
  for (const line of lines) {
    const text = line.map(Number).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    sum += 40 * [...text.matchAll(/(?=10111010000)|(?=00001011101)/g)].length;
  }
  let count = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const here = dark[row]?.[column];
      if (here) count += 1;
      const alike = [dark[row]?.[column + 1], dark[row + 1]?.[column], dark[row + 1]?.[column + 1]];
      if (alike.every((one) => one === here)) sum += 3;
    }
  return sum + 10 * Math.floor(Math.abs(count * 20 - size * size * 10) / (size * size));
}
