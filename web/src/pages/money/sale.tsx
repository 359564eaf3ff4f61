import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { dayAndClock } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { Tile } from "../../ui/tile.tsx";
import { countryName } from "./country-name.ts";
import { SaleEvidence } from "./sale-evidence.tsx";
import { SaleKept } from "./sale-kept.tsx";
import { stateName, stateTone } from "./sale-state.ts";
import { SaleStorySteps } from "./sale-steps.tsx";
import type { Sale, SaleStory } from "./shapes.ts";
import { useSeries } from "./use-series.ts";
import { moneyWords } from "./words.ts";

/** One sale: what is kept of it, its story, and the evidence of both. */
export default function OneSale({ id }: { readonly id: string }) {
  const w = useWords(moneyWords);
  const { data, error, refetch } = useRead<SaleStory>(`/sales/${encodeURIComponent(id)}/story`, {
    topics: ["sales", "payouts"],
  });
  const crumbs = [
    { text: w.title, to: "/money" },
    { text: w.salesTab, to: "/money/sales" },
    { text: data?.sale.id ?? id },
  ];
  const title = data ? data.sale.productName || data.sale.productId || w.noProduct : w.oneSale;
  if (error)
    return (
      <>
        <PageHead title={w.oneSale} crumbs={crumbs} />
        <Card flush>
          <h2 className="hidden-text">{w.itsStory}</h2>
          <ErrorNote
            error={error}
            actions={<ButtonLink to="/money/sales">{w.allSales}</ButtonLink>}
            onRetry={error.status === 404 ? undefined : () => void refetch()}
          />
        </Card>
      </>
    );
  return (
    <>
      <PageHead title={title} long crumbs={crumbs} state={data ? <About sale={data.sale} /> : undefined} />
      <div className="columns money-sale" data-side="wide">
        <Card title={w.itsStory} end={<span className="small faint">{w.everyStepOpens}</span>} className="money-story">
          {data ? <SaleStorySteps story={data} /> : <Waiting />}
        </Card>
        <div className="stack money-side">
          <Card title={w.whatYouKeep} className="money-kept">
            {data ? <SaleKept story={data} /> : <Waiting />}
          </Card>
          <Card title={w.evidence} className="money-evidence">
            {data ? <SaleEvidence story={data} /> : <Waiting />}
          </Card>
        </div>
      </div>
    </>
  );
}

function About({ sale }: { readonly sale: Sale }) {
  const w = useWords(moneyWords);
  const here = useHere();
  const series = useSeries();
  const facts = [platformName(sale.source), dayAndClock(sale.at, here), countryName(sale.country, here.lang)];
  return (
    <span className="cluster money-about">
      <Tile name={platformName(sale.source)} series={series(sale.source)} size="small" />
      <span>{facts.filter(Boolean).join(" · ")}</span>
      <StateChip tone={stateTone(sale.status)}>{stateName(sale, w)}</StateChip>
    </span>
  );
}

function Waiting() {
  return (
    <div className="stack money-waiting">
      <Skeleton signs={32} />
      <Skeleton signs={20} />
      <Skeleton signs={32} />
    </div>
  );
}
