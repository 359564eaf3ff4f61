import { type ReactNode, useEffect } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead, useReadPages } from "../../lib/api/read.ts";
import { day } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoneyTabs } from "../../ui/money-tabs.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ProofCard } from "./proof-card.tsx";
import { addressOf, type Detail, type Line, type LinesPage, pathOf } from "./shapes.ts";
import { payoutsWords } from "./words.ts";

/** One payout's proof: beside the list, or as a page of its own (`alone`). */
export default function OnePayout({ id, alone = false }: { readonly id: string; readonly alone?: boolean }) {
  const w = useWords(payoutsWords);
  const here = useHere();
  const detail = useRead<Detail>(pathOf(id), { topics: ["payouts", "sales"] });
  const lines = useReadPages<Line, LinesPage>(pathOf(id, "/lines"), {
    query: { limit: 200 },
    topics: ["payouts", "sales"],
    enabled: detail.data?.proof != null,
  });
  const at = detail.data?.payout.at;
  useNewFocus(id, alone);
  return (
    <Around alone={alone} crumb={at ? day(at, here) : id}>
      {detail.data ? (
        <ProofCard detail={detail.data} lines={lines} checkedAt={detail.dataUpdatedAt} />
      ) : detail.error?.status === 404 ? (
        <Card>
          <Empty title={w.notFound}>{w.notFoundText}</Empty>
        </Card>
      ) : detail.error ? (
        <Card>
          <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />
        </Card>
      ) : (
        <Coming />
      )}
    </Around>
  );
}

/** As its own page it brings head and tabs along. */
function Around(props: { readonly alone: boolean; readonly crumb: string; readonly children: ReactNode }) {
  const w = useWords(payoutsWords);
  if (!props.alone) return <div className="payouts-detail">{props.children}</div>;
  const crumbs = [{ text: w.money, to: "/money" }, { text: w.title, to: "/payouts" }, { text: props.crumb }];
  return (
    <>
      <PageHead title={w.title} crumbs={crumbs} />
      <div className="stack">
        <MoneyTabs open="payouts" />
        {props.children}
      </div>
    </>
  );
}

/** Beside a long list another proof would begin above what one sees. */
function useNewFocus(id: string, alone: boolean): void {
  useEffect(() => {
    if (alone || !window.location.pathname.endsWith(addressOf(id))) return;
    const card = document.querySelector<HTMLElement>(".payouts-detail");
    if (card && card.getBoundingClientRect().top < 0) card.scrollIntoView({ block: "start" });
  }, [id, alone]);
}

function Coming() {
  return (
    <article className="card proof" aria-busy="true">
      <div className="proof-head">
        <div>
          <p>
            <Skeleton signs={20} />
          </p>
          <p>
            <Skeleton signs={32} />
          </p>
        </div>
      </div>
      <div className="payouts-coming" />
    </article>
  );
}
