import { type Amount, money } from "../../lib/format/money.ts";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";

/** Writes an amount in the language, with its code where it is not the book's own currency. */
export function useMoney(): (value: Amount) => string {
  const { lang } = useHere();
  const home = useStore(homeCurrencyStore);
  return (value) => money(value, { lang, ...(home ? { home } : {}) });
}
