import { useSearchParams } from "wouter";
import { dayKey, type Here } from "../../lib/format/time.ts";

/** The filters, as they stand in the address. */
export const filterNames = [
  "from",
  "to",
  "source",
  "status",
  "product",
  "country",
  "currency",
  "amountFrom",
  "amountTo",
  "text",
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filter = Readonly<Partial<Record<FilterName, string>>>;
/** Undefined or empty takes a filter away. */
export type FilterChange = Readonly<Partial<Record<FilterName, string | undefined>>>;

export const states = [
  "completed",
  "pending",
  "failed",
  "cancelled",
  "test",
  "refunded",
  "partly-refunded",
  "disputed",
  "lost",
  "incomplete",
] as const;

/** What is filtered by, kept in the address; and how to change some of it (undefined takes a filter away). */
export function useFilter(): readonly [Filter, (change: FilterChange) => void, () => void] {
  const [params, setParams] = useSearchParams();
  const filter: Record<string, string> = {};
  for (const name of filterNames) {
    const value = params.get(name);
    if (value !== null && value !== "") filter[name] = value;
  }
  const write = (change: (next: URLSearchParams) => void): void =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        change(next);
        return next;
      },
      { replace: true },
    );
  return [
    filter,
    (change) =>
      write((next) => {
        for (const [name, value] of Object.entries(change)) {
          if (value === undefined || value === "") next.delete(name);
          else next.set(name, value);
        }
      }),
    () =>
      write((next) => {
        for (const name of filterNames) next.delete(name);
      }),
  ];
}

/** What is asked of the API: amounts as plain decimals, with the currency they need. */
export function askedOf(filter: Filter, home: string | undefined): Filter {
  const [amountFrom, amountTo] = [plain(filter.amountFrom), plain(filter.amountTo)];
  const { amountFrom: _from, amountTo: _to, ...rest } = filter;
  const amounts = { ...(amountFrom ? { amountFrom } : {}), ...(amountTo ? { amountTo } : {}) };
  const needsCurrency = filter.currency === undefined && home !== undefined && Object.keys(amounts).length > 0;
  return { ...rest, ...amounts, ...(needsCurrency ? { currency: home } : {}) };
}

/** Groups are taken as they are written anywhere: "1,23,456.50" and "123 456.50". */
function plain(typed: string | undefined): string | undefined {
  const text = typed?.replace(/[\s,\u00a0\u202f]/g, "");
  return text === "" ? undefined : text;
}

export const periods = ["all", "today", "this-month", "last-month", "this-year", "own"] as const;
export type Period = (typeof periods)[number];

/** The days of a named period, in the book's zone. */
export function daysOf(period: Period, here: Here): Pick<FilterChange, "from" | "to"> {
  const today = dayKey(here.now, here.zone);
  const [year = "", month = ""] = today.split("-");
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "this-month":
      return { from: `${year}-${month}-01`, to: today };
    case "last-month": {
      const end = new Date(Date.UTC(Number(year), Number(month) - 1, 0)).toISOString().slice(0, 10);
      return { from: `${end.slice(0, 7)}-01`, to: end };
    }
    case "this-year":
      return { from: `${year}-01-01`, to: today };
    case "own":
      return { from: `${year}-${month}-01`, to: today };
    case "all":
      return { from: undefined, to: undefined };
  }
}

/** The name of a period, where its days have one. */
export function periodOf({ from, to }: Filter, here: Here): Period {
  if (from === undefined && to === undefined) return "all";
  const named = (["today", "this-month", "last-month", "this-year"] as const).find((period) => {
    const days = daysOf(period, here);
    return days.from === from && days.to === to;
  });
  return named ?? "own";
}

/** How many filters are set, for the button on a phone. */
export function countOf(filter: Filter): number {
  const { from, to, amountFrom, amountTo, ...rest } = filter;
  return Object.keys(rest).length + ((from ?? to) ? 1 : 0) + ((amountFrom ?? amountTo) ? 1 : 0);
}
