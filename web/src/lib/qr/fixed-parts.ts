/** Squares, and which of them belong to no data. */
export type Matrix = { readonly dark: boolean[][]; readonly fixed: boolean[][] };

export const sizeOf = (version: number): number => 17 + 4 * version;

/** Where the middles of the small squares lie (ISO/IEC 18004, table E.1). */
const middles: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

/** Corners, small squares, dotted lines, version and format of a code with level L. */
export function placeFixed(version: number, mask: number): Matrix {
  const size = sizeOf(version);
  const empty = (): boolean[][] => Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const matrix: Matrix = { dark: empty(), fixed: empty() };
  const set = (row: number, column: number, value: boolean): void => {
    const [line, kept] = [matrix.dark[row], matrix.fixed[row]];
    if (!line || !kept || column < 0 || column >= size) return;
    line[column] = value;
    kept[column] = true;
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    ring(set, row, column, 4);
  const places = middles[version - 1] ?? [];
  const last = places.at(-1);
  for (const row of places)
    for (const column of places) {
      const inCorner = (row === 6 && (column === 6 || column === last)) || (row === last && column === 6);
      if (!inCorner) ring(set, row, column, 2);
    }
  placeFormat(set, size, mask);
  if (version >= 7) placeVersion(set, size, version);
  return matrix;
}

type Set_ = (row: number, column: number, value: boolean) => void;

/** Rings around a middle: dark but for the second and the outermost of a corner. */
function ring(set: Set_, row: number, column: number, reach: number): void {
  for (let down = -reach; down <= reach; down++)
    for (let right = -reach; right <= reach; right++) {
      const far = Math.max(Math.abs(down), Math.abs(right));
      set(row + down, column + right, reach === 4 ? far !== 2 && far !== 4 : far !== 1);
    }
}

/** `value` with its remainder by `divisor` (BCH) behind it. */
function withCheck(value: number, length: number, divisor: number): number {
  let rest = value;
  for (let step = 0; step < length; step++) rest = (rest << 1) ^ ((rest >> (length - 1)) * divisor);
  return (value << length) | rest;
}

/** The fifteen bits that tell level L and the mask. */
export const formatBits = (mask: number): number => withCheck((0b01 << 3) | mask, 10, 0x537) ^ 0x5412;
/** The eighteen bits that tell the version. */
export const versionBits = (version: number): number => withCheck(version, 12, 0x1f25);

function placeFormat(set: Set_, size: number, mask: number): void {
  const bits = formatBits(mask);
  const bit = (at: number): boolean => ((bits >> at) & 1) === 1;
  for (let at = 0; at < 6; at++) {
    set(at, 8, bit(at));
    set(8, 5 - at, bit(9 + at));
  }
  set(7, 8, bit(6));
  set(8, 8, bit(7));
  set(8, 7, bit(8));
  for (let at = 0; at < 8; at++) set(8, size - 1 - at, bit(at));
  for (let at = 8; at < 15; at++) set(size - 15 + at, 8, bit(at));
  set(size - 8, 8, true);
}

function placeVersion(set: Set_, size: number, version: number): void {
  const bits = versionBits(version);
  for (let at = 0; at < 18; at++) {
    const value = ((bits >> at) & 1) === 1;
    const [near, far] = [Math.floor(at / 3), size - 11 + (at % 3)];
    set(near, far, value);
    set(far, near, value);
  }
}
