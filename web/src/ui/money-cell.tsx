import { isZero } from "../lib/format/decimal.ts";
import { type Amount, money } from "../lib/format/money.ts";
import { homeCurrencyStore } from "../lib/state/home-currency.ts";
import { useStore } from "../lib/state/store.ts";
import { langStore } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import { useChanged } from "./use-changed.ts";
import { uiWords } from "./words.ts";

export type MoneyCellProps = {
  /** null: not known. Shown as a dash that says so. */
  readonly value: Amount | null;
  /** Why it is not known. */
  readonly unknown?: string;
  /** The amount in the book's currency, below one in another. */
  readonly booked?: Amount | undefined;
  readonly show?: "bare" | "symbol" | "code";
  readonly plus?: boolean;
  readonly whole?: boolean;
};

/** An amount in a column or a sentence: tabular digits, a true minus, its own decimals, never shortened. */
export function MoneyCell({ value, unknown, booked, show = "bare", plus = false, whole = false }: MoneyCellProps) {
  const w = useWords(uiWords);
  const lang = useStore(langStore);
  const home = useStore(homeCurrencyStore);
  const changed = useChanged(value ? `${value.currency} ${value.amount}` : undefined);
  if (value === null) {
    const why = unknown ?? w.notKnown;
    return (
      <span className="money unknown" title={why}>
        <span aria-hidden="true">–</span>
        <span className="hidden-text">{why}</span>
      </span>
    );
  }
  const options = { lang, show, plus, whole, ...(home ? { home } : {}) };
  return (
    <span className={`money${isZero(value.amount) ? " zero" : ""}${changed ? " changed" : ""}`}>
      {money(value, options)}
      {booked && <span className="money-book">{money(booked, { lang, whole: false })}</span>}
    </span>
  );
}
