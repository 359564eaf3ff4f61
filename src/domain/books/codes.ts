/**
 * What a transfer means. Numbers are stored for ever: never renumber, only add.
 * Reports are sums by code, so each code belongs to exactly one measure of a report (`codeMeasure`).
 */
export const codes = {
  sale: 1,
  shipping: 2,
  tax: 3,
  "fee-platform": 10,
  "fee-processing": 11,
  "fee-dispute": 12,
  "fee-listing": 13,
  "fee-payout": 14,
  "fee-other": 15,
  affiliate: 16,
  "fee-return": 19,
  refund: 20,
  "refund-tax": 21,
  "dispute-open": 30,
  "dispute-won": 31,
  "dispute-lost": 32,
  "payout-sent": 40,
  "payout-arrived": 41,
  "payout-returned": 42,
  adjustment: 50,
  "fx-out": 60,
  "fx-in": 61,
  "fx-difference": 62,
  "reserve-hold": 70,
  "reserve-release": 71,
  opening: 80,
  suspense: 81,
  payment: 90,
  tariff: 91,
  deposit: 92,
  withdrawal: 93,
} as const;

export type CodeName = keyof typeof codes;
export type Code = (typeof codes)[CodeName];

const names = new Map<number, CodeName>(Object.entries(codes).map(([name, code]) => [code, name as CodeName]));

/** The name of a stored code, or undefined for a number no release has used. */
export function codeName(code: number): CodeName | undefined {
  return names.get(code);
}
