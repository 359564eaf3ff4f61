import { useSearchParams } from "wouter";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead, useReadPages } from "../../lib/api/read.ts";
import { money } from "../../lib/format/money.ts";
import { dayKey } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type ActFilter, ActFilters, filterOf } from "./act-filters.tsx";
import { ActsTable } from "./acts-table.tsx";
import { Parts } from "./parts.tsx";
import type { ActionLog, AutonomyTable, Judged } from "./shapes.ts";
import { complianceWords } from "./words.ts";

/** Every act with the rules that spoke, filtered by the address, with what all of them come to. */
export default function Acts() {
  const w = useWords(complianceWords);
  const here = useHere();
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const today = dayKey(here.now, here.zone);
  const from = { today, month: `${today.slice(0, 7)}-01`, "": undefined }[filter.since];
  const { state, kind, target } = filter;
  const list = useReadPages<Judged, ActionLog>("/compliance/actions", {
    query: { limit: 50, from, ...(state && { state }), ...(kind && { kind }), ...(target && { target }) },
    topics: ["inbox"],
    keepLast: true,
  });
  const kinds = useRead<AutonomyTable>("/autonomy", { topics: ["switches"] });
  const items = list.data?.pages.flatMap((page) => page.items);
  const change = (name: keyof ActFilter, value: string): void =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const reset = (): void => {
    for (const name of ["state", "kind", "target", "since"] as const) change(name, "");
  };
  const totals = list.data?.pages[0]?.totals;
  return (
    <>
      <PageHead title={w.title} state={totals ? <Totals totals={totals} /> : <Skeleton signs={32} />} />
      <div className="compliance-bar">
        <Parts open="acts" />
      </div>
      <Card flush>
        <ActFilters filter={filter} kinds={kinds.data?.items ?? []} onChange={change} />
        {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
        {items === undefined && !list.error && (
          <div className="card-body">
            <Skeleton signs={32} />
          </div>
        )}
        {items?.length === 0 && (
          <Empty
            title={w.actsEmpty}
            actions={params.size > 0 ? <Button onClick={reset}>{w.showAll}</Button> : undefined}
          >
            {w.actsEmptyText}
          </Empty>
        )}
        {items && items.length > 0 && <ActsTable items={items} count={totals?.count ?? items.length} />}
        {list.hasNextPage && (
          <footer className="card-foot">
            <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {w.showMore}
            </Button>
          </footer>
        )}
      </Card>
    </>
  );
}

function Totals({ totals }: { readonly totals: ActionLog["totals"] }) {
  const w = useWords(complianceWords);
  const { lang } = useHere();
  const { count, live, byState, brought } = totals;
  if (count === 0) return w.actsCount(0);
  const parts = byState.map((one) => `${w.states[one.state]} ${one.count}`);
  const line = w.totals(w.actsCount(count), [...parts, w.really(live)].join(", "));
  const amounts = brought.map((one) => money(one, { lang, show: "code", plus: true })).join(", ");
  return brought.length === 0 ? line : `${line} ${w.brought(amounts)}`;
}
