/**
 * What is written like a phone number. Digits that hang on a letter, "/", "#", "_" or "-" are ids, those with separators
 * of thousands or decimals are amounts, those grouped 4-2-2 are dates: none of them is touched.
 */
const phones: readonly RegExp[] = [
  // International: +254 712 345 678, 00254712345678
  /(?<![\p{L}\p{N}/#_.,-])(?:\+|00)\d(?:[ ().-]{0,2}\d){7,14}(?![\p{L}\p{N}])/gu,
  // National with its leading zero: 0712 345 678, (020) 123-4567
  /(?<![\p{L}\p{N}/#_.,+-])\(?0\d{2,3}\)?[ -]?\d{3}[ -]?\d{3,4}(?![\p{L}\p{N}]|[.,]\d)/gu,
  // North American: (415) 555-0132, 415-555-0132
  /(?<![\p{L}\p{N}/#_.,+-])\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}(?![\p{L}\p{N}]|[.,]\d)/gu,
  // Bare, as M-Pesa writes it: 254712345678
  /(?<![\p{L}\p{N}/#_.,+-])\d{9,15}(?![\p{L}\p{N}/_-]|[.,]\d)/gu,
];

/** The text with every phone number as `2547****678`: its first four and last three digits stay. */
export function maskPhones(text: string): string {
  return phones.reduce((masked, shape) => masked.replace(shape, maskOne), text);
}

function maskOne(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return `${phone.startsWith("+") ? "+" : ""}${digits.slice(0, 4)}****${digits.slice(-3)}`;
}
