import { type ReactNode, useId } from "react";
import { type Amount, moneyParts } from "../lib/format/money.ts";
import { Link } from "../lib/route/link.tsx";
import { homeCurrencyStore } from "../lib/state/home-currency.ts";
import { useStore } from "../lib/state/store.ts";
import { langStore } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import { Completeness } from "./completeness.tsx";
import type { Level } from "./level-mark.tsx";
import { Skeleton } from "./skeleton.tsx";
import { useChanged } from "./use-changed.ts";
import { uiWords } from "./words.ts";

export type FigureProps = {
  readonly label: ReactNode;
  /**
   * An amount; a text for counts and times; undefined while it loads; null when it is not known (never 0, never a dash).
   */
  readonly value: Amount | string | undefined | null;
  /** Where its rows are. Every figure opens. */
  readonly to?: string;
  readonly level?: Level;
  /** The sentence beside the mark; for `null`, which source would supply it. */
  readonly note?: ReactNode;
  readonly size?: "small" | "normal" | "hero";
  /** Names the currency (`$` or `KES`): once per view, in the hero or the header. */
  readonly symbol?: boolean;
  /** A plus before gains and differences. */
  readonly plus?: boolean;
};

/** One number: label, amount, how complete it is; the amount is a link to its rows. */
export function Figure({ label, value, to, level, note, size = "normal", symbol = false, plus = false }: FigureProps) {
  const id = useId();
  const w = useWords(uiWords);
  const amount = <FigureAmount value={value} symbol={symbol} plus={plus} split={size === "hero"} />;
  return (
    <div className="figure" data-size={size} aria-busy={value === undefined || undefined}>
      <span className="figure-label" id={id}>
        {label}
      </span>
      {to !== undefined && value !== undefined && value !== null ? (
        <Link to={to} className="figure-open" aria-describedby={id}>
          {amount}
        </Link>
      ) : (
        amount
      )}
      {value === undefined && <span className="hidden-text">{w.loading}</span>}
      {(level !== undefined || note) && value !== undefined && (
        <Completeness level={value === null ? "none" : (level ?? "complete")}>{note}</Completeness>
      )}
    </div>
  );
}

type AmountProps = Pick<FigureProps, "value"> & {
  readonly symbol: boolean;
  readonly plus: boolean;
  readonly split: boolean;
};

function FigureAmount({ value, symbol, plus, split }: AmountProps) {
  const w = useWords(uiWords);
  const lang = useStore(langStore);
  const home = useStore(homeCurrencyStore);
  const changed = useChanged(typeof value === "object" && value ? `${value.currency} ${value.amount}` : undefined);
  const name = changed ? "figure-amount changed" : "figure-amount";
  if (value === undefined) {
    return (
      <span className="figure-amount">
        <Skeleton signs={8} />
      </span>
    );
  }
  if (value === null) return <span className="figure-amount unknown">{w.notKnown}</span>;
  if (typeof value === "string") return <span className="figure-amount">{value}</span>;
  const options = { lang, show: symbol ? "symbol" : "bare", plus, ...(home ? { home } : {}) } as const;
  const { sign, currency, whole, cents } = moneyParts(value, options);
  if (!split) return <span className={name}>{sign + currency + whole + cents}</span>;
  return (
    <span className={name}>
      {sign}
      <span className="figure-currency">{currency}</span>
      {whole}
      <span className="figure-cents">{cents}</span>
    </span>
  );
}
