import type { Lang } from "../words/lang.ts";
import { isDecimal, isNegative, isZero } from "./decimal.ts";
import { minus } from "./minus.ts";

/** An amount as the API writes it: a decimal text and an ISO 4217 code. */
export type Amount = { readonly amount: string; readonly currency: string };

export type MoneyOptions = {
  readonly lang: Lang;
  /**
   * `bare` (columns; the currency is named once per view) · `symbol` (hero, header: `$125.00`) · `code` (`KES 64,500.00`).
   */
  readonly show?: "bare" | "symbol" | "code";
  /** The view's own currency: with `bare`, any other one still gets its code. */
  readonly home?: string;
  /** A plus before what is above zero: only for differences and gains. */
  readonly plus?: boolean;
  /** Leaves the decimals away when there are none to tell (M-Pesa, targets). */
  readonly whole?: boolean;
};

export type MoneyParts = {
  /** `−`, `+` or nothing. */
  readonly sign: string;
  /** `$`, or `KES` with a space that does not break; nothing when bare. */
  readonly currency: string;
  /** `6,668` */
  readonly whole: string;
  /** `.20`, or nothing. */
  readonly cents: string;
};

const formats = new Map<string, Intl.NumberFormat>();

function format(lang: Lang, currency: string): Intl.NumberFormat {
  const key = `${lang}/${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(lang, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    numberingSystem: "latn",
  });
  formats.set(key, made);
  return made;
}

/** The amount in its parts, for a figure that sets the cents smaller. Signs come before the symbol. */
export function moneyParts(value: Amount, options: MoneyOptions): MoneyParts {
  if (!isDecimal(value.amount)) return { sign: "", currency: "", whole: value.amount, cents: "" };
  const digits = value.amount.replace("-", "");
  // Texts are taken exactly as written: no rounding through floating point.
  const parts = format(options.lang, value.currency).formatToParts(digits as `${number}`);
  const pick = (...types: readonly string[]): string =>
    parts.flatMap((part) => (types.includes(part.type) ? [part.value] : [])).join("");
  const cents = pick("decimal", "fraction");
  return {
    sign: signOf(value.amount, options.plus ?? false),
    currency: currencyText(value.currency, options, pick("currency")),
    whole: pick("integer", "group"),
    cents: options.whole && /^\D0*$/.test(cents) ? "" : cents,
  };
}

function signOf(amount: string, plus: boolean): string {
  if (isZero(amount)) return "";
  if (isNegative(amount)) return minus;
  return plus ? "+" : "";
}

function currencyText(currency: string, options: MoneyOptions, symbol: string): string {
  const show = options.show ?? "bare";
  const foreign = options.home !== undefined && options.home !== currency;
  if (show === "code" || foreign) return `${currency}\u00a0`;
  if (show === "bare") return "";
  // A "symbol" made of letters ("Ksh") reads as a word and differs by language: the ISO code is the same everywhere.
  return /\p{L}{2,}/u.test(symbol) ? `${currency}\u00a0` : symbol;
}

/** The one way to write money: `−$125.00`, `6,668.20`, `KES 64,500`. Never shortened, never rounded. */
export function money(value: Amount, options: MoneyOptions): string {
  const { sign, currency, whole, cents } = moneyParts(value, options);
  return `${sign}${currency}${whole}${cents}`;
}
