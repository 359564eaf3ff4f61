import { chanceOf, weighted } from "../chance.ts";
import { type Country, countries, firstNames, lastNames, type Place } from "./names.ts";

/** Somebody who buys. */
export type Buyer = {
  readonly name: string;
  readonly email: string;
  readonly country: Country;
  readonly place: Place;
  /** Digits of an account at the platform, for those who have one. */
  readonly accountId?: string;
  /** The address of that account, where it is not the one given at the checkout. */
  readonly accountEmail?: string;
};

const countryWeights = countries.map((country) => country.weight);
const firsts = firstNames.map((name) => ({ name, plain: plain(name) }));
const lasts = lastNames.map((name) => ({ name, plain: plain(name) }));
const domains = ["example.net", "example.com", "example.org", "mail.example.net"];

/** The buyer with this number; the same one whenever they come back. */
export function buyerOf(seed: number, number: number): Buyer {
  const chance = chanceOf(seed, 0xb0b, number);
  const first = chance.pick(firsts);
  const last = chance.pick(lasts);
  const country = countries[weighted(chance, countryWeights)] ?? countries[0];
  if (country === undefined) throw new RangeError("a world needs a country");
  const domain = chance.pick(domains);
  const handle = `${first.plain}.${last.plain}`;
  const account = chance.hits(0.35);
  return {
    name: `${first.name} ${last.name}`,
    email: `${handle}${(number % 997) + 1}@${domain}`,
    country,
    place: chance.pick(country.places),
    ...(account ? { accountId: String(7_000_000_000_000 + number * 131 + chance.below(100)) } : {}),
    ...(account && chance.hits(0.2) ? { accountEmail: `${first.plain}${(number % 997) + 1}@example.org` } : {}),
  };
}

/** Letters without their marks: what people make of their names in an address. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/ø/gi, "o")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}
