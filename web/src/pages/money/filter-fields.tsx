import { useEffect, useState } from "react";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Choice, Field } from "../../ui/field.tsx";
import { countryName } from "./country-name.ts";
import { daysOf, type Filter, type FilterChange, type Period, periodOf, periods, states } from "./sales-filter.ts";
import type { Choices } from "./shapes.ts";
import { moneyWords } from "./words.ts";

export type FilterFieldsProps = {
  readonly filter: Filter;
  readonly onChange: (change: FilterChange) => void;
  readonly choices: Choices | undefined;
  /** What was refused; it is said beside its field. */
  readonly error: ApiProblem | null;
};

/** Period, platform, state, product, country, amount and words: all together limit the list. */
export function FilterFields({ filter, onChange, choices, error }: FilterFieldsProps) {
  const w = useWords(moneyWords);
  const here = useHere();
  const home = useStore(homeCurrencyStore);
  const [isOwn, setOwn] = useState(false);
  const period = isOwn ? "own" : periodOf(filter, here);
  const pick = (next: Period): void => {
    setOwn(next === "own");
    if (next !== "own" || period === "all") onChange(daysOf(next, here));
  };
  const any = { value: "", text: w.any };
  const currency = filter.currency ?? home ?? "";
  const wrong = error?.kind === "filter-wrong" ? error.title : undefined;
  return (
    <>
      <Choice
        label={w.period}
        value={period}
        onChange={(event) => pick(event.target.value as Period)}
        options={periods.map((value) => ({ value, text: w.periods[value] }))}
      />
      {period === "own" && (
        <>
          <Field
            label={w.from}
            type="date"
            value={filter.from ?? ""}
            error={error?.fields["from"] ?? (error?.kind === "period-wrong" ? error.title : undefined)}
            onChange={(event) => onChange({ from: event.target.value })}
          />
          <Field
            label={w.to}
            type="date"
            value={filter.to ?? ""}
            error={error?.fields["to"]}
            onChange={(event) => onChange({ to: event.target.value })}
          />
        </>
      )}
      <Choice
        label={w.platform}
        value={filter.source ?? ""}
        onChange={(event) => onChange({ source: event.target.value })}
        options={[
          any,
          ...listed(choices?.sources, filter.source).map((value) => ({ value, text: platformName(value) })),
        ]}
      />
      <Choice
        label={w.state}
        value={filter.status ?? ""}
        onChange={(event) => onChange({ status: event.target.value })}
        options={[any, ...states.map((value) => ({ value, text: w.states[value] }))]}
      />
      <Choice
        label={w.product}
        value={filter.product ?? ""}
        onChange={(event) => onChange({ product: event.target.value })}
        options={[any, ...productOptions(choices, filter.product)]}
      />
      <Choice
        label={w.country}
        value={filter.country ?? ""}
        onChange={(event) => onChange({ country: event.target.value })}
        options={[
          any,
          ...listed(choices?.countries, filter.country).map((value) => ({
            value,
            text: countryName(value, here.lang),
          })),
        ]}
      />
      {(choices?.currencies.length ?? 0) > 1 && (
        <Choice
          label={w.currency}
          value={filter.currency ?? ""}
          onChange={(event) => onChange({ currency: event.target.value })}
          options={[any, ...listed(choices?.currencies, filter.currency).map((value) => ({ value, text: value }))]}
        />
      )}
      <Typed
        label={w.priceFrom(currency)}
        amount
        value={filter.amountFrom ?? ""}
        error={error?.fields["amountFrom"] ?? wrong}
        onType={(amountFrom) => onChange({ amountFrom })}
      />
      <Typed
        label={w.priceTo(currency)}
        amount
        value={filter.amountTo ?? ""}
        error={error?.fields["amountTo"]}
        onType={(amountTo) => onChange({ amountTo })}
      />
    </>
  );
}

/** What occurs, and what is chosen although it does not. */
function listed(all: readonly string[] | undefined, chosen: string | undefined): readonly string[] {
  const found = all ?? [];
  return chosen === undefined || found.includes(chosen) ? found : [chosen, ...found];
}

function productOptions(choices: Choices | undefined, chosen: string | undefined) {
  const options = (choices?.products ?? []).map(({ id, name }) => ({ value: id, text: name || id }));
  const isThere = chosen === undefined || options.some(({ value }) => value === chosen);
  return isThere ? options : [{ value: chosen, text: chosen }, ...options];
}

type TypedProps = {
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly amount?: boolean;
  readonly type?: string;
  readonly placeholder?: string;
  readonly onType: (text: string) => void;
};

const pauseMs = 300;

/** A field that filters while one types, after a short pause; what is typed always stays. */
export function Typed({ value, onType, ...rest }: TypedProps) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  // Taken away elsewhere ("Reset", Back): the field follows.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => {
      setSent(typed);
      onType(typed);
    }, pauseMs);
    return () => clearTimeout(timer);
  });
  return <Field {...rest} value={typed} onChange={(event) => setTyped(event.target.value)} />;
}
