/** Product in the field of 256 elements with x⁸ + x⁴ + x³ + x² + 1, as QR codes have it. */
export function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}

/** The divisor whose remainder has `count` check words: (x − 1)(x − 2)(x − 4)…, without its leading 1. */
export function checkDivisor(count: number): readonly number[] {
  const terms = Array.from<unknown, number>({ length: count }, (_, at) => (at === count - 1 ? 1 : 0));
  let root = 1;
  for (let step = 0; step < count; step++) {
    for (let at = 0; at < count; at++) terms[at] = multiply(terms[at] ?? 0, root) ^ (terms[at + 1] ?? 0);
    root = multiply(root, 2);
  }
  return terms;
}

/** The check words of one block. */
export function remainderOf(data: readonly number[], divisor: readonly number[]): readonly number[] {
  const rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (const [at, term] of divisor.entries()) rest[at] = (rest[at] ?? 0) ^ multiply(term, factor);
  }
  return rest;
}
