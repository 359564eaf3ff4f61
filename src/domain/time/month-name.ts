const english = "january february march april may june july august september october november december";
const german = "januar februar märz april mai juni juli august september oktober november dezember";
const short = "jan feb mar apr may jun jul aug sep oct nov dec";
const shortGerman = "jan feb mär apr mai jun jul aug sep okt nov dez";
const more: readonly (readonly [string, number])[] = [
  ["sept", 9],
  ["mrz", 3],
  ["maerz", 3],
  ["jän", 1],
  ["jänner", 1],
];

const numbers: ReadonlyMap<string, number> = new Map([
  ...[english, german, short, shortGerman].flatMap((list) => list.split(" ").map((name, i) => [name, i + 1] as const)),
  ...more,
]);

/** 1–12 for an English or German month name or its short form, whatever its case. */
export function monthNumber(name: string): number | undefined {
  return numbers.get(name.toLowerCase().normalize("NFC"));
}
