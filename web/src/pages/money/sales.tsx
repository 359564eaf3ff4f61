import { Download, SlidersHorizontal } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { useKeys } from "../../lib/keys/keys.ts";
import { useAsOf, useBook } from "../../lib/route/address.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { MoneyTabs } from "../../ui/money-tabs.tsx";
import { FilterFields, Typed } from "./filter-fields.tsx";
import { askedOf, countOf, useFilter } from "./sales-filter.ts";
import { SalesList } from "./sales-list.tsx";
import { SalesSumLine } from "./sales-sum.tsx";
import type { Choices, SalesSum } from "./shapes.ts";
import { startDownload } from "./start-download.ts";
import { useMay } from "./use-may.ts";
import { moneyWords } from "./words.ts";

const FilterSheet = lazy(() => import("./filter-sheet.tsx"));

/** Every sale, with what the chosen ones come to. */
export function Sales() {
  const w = useWords(moneyWords);
  const [filter, change, reset] = useFilter();
  const [isOpen, setOpen] = useState(false);
  const home = useStore(homeCurrencyStore);
  const asked = askedOf(filter, home);
  const sum = useRead<SalesSum>("/sales/sum", { query: asked, topics: ["sales"], keepLast: true });
  const choices = useRead<Choices>("/sales/choices", { topics: ["sales"], keepLast: true });
  useKeys({ "/": () => document.querySelector<HTMLElement>(".money-text input")?.focus() });
  const fields = { filter, onChange: change, choices: choices.data, error: sum.error };
  const count = countOf(filter);
  return (
    <>
      <PageHead
        title={w.title}
        state={sum.data ? w.sales(sum.data.count) : undefined}
        actions={<DownloadSales query={asked} />}
      />
      <div className="stack">
        <MoneyTabs open="sales" />
        <div className="money-filters">
          <div className="money-text">
            <Typed label={w.text} type="search" value={filter.text ?? ""} onType={(text) => change({ text })} />
          </div>
          <div className="money-fields desk-only">
            <FilterFields {...fields} />
          </div>
          <span className="phone-only">
            <Button icon={SlidersHorizontal} onClick={() => setOpen(true)}>
              {count === 0 ? w.filters : w.filtersSet(count)}
            </Button>
          </span>
          {count > 0 && (
            <span className="desk-only money-reset">
              <Button kind="quiet" onClick={reset}>
                {w.reset}
              </Button>
            </span>
          )}
        </div>
        <SalesSumLine sum={sum.error ? undefined : sum.data} filter={filter} />
        <SalesList asked={asked} isFiltered={count > 0} total={sum.data?.count} onReset={reset} />
      </div>
      {isOpen && (
        <Suspense>
          <FilterSheet {...fields} count={sum.data?.count} onReset={reset} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function DownloadSales({ query }: { readonly query: Readonly<Record<string, string>> }) {
  const w = useWords(moneyWords);
  const book = useBook();
  const [asOf] = useAsOf();
  if (!useMay("export")) return null;
  return (
    <Button
      icon={Download}
      aria-label={w.downloadCsvOf}
      onClick={() => startDownload("/sales/download", { ...query, book, asOf })}
    >
      {w.downloadCsv}
    </Button>
  );
}
