import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoneyTabs } from "../../ui/money-tabs.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BreakNotes } from "./break-notes.tsx";
import { addressOf, type Gaps } from "./shapes.ts";
import { useMoney } from "./use-money.ts";
import { payoutsWords } from "./words.ts";

/** What no payout explains, the oldest first. */
export default function GapsPage() {
  const w = useWords(payoutsWords);
  const [asOf, setAsOf] = useAsOf();
  const gaps = useRead<Gaps>("/payouts/gaps", { topics: ["payouts"], enabled: asOf === undefined });
  const found = gaps.data;
  const crumbs = [{ text: w.money, to: "/money" }, { text: w.title, to: "/payouts" }, { text: w.gapsTitle }];
  return (
    <>
      <PageHead title={w.gapsTitle} crumbs={crumbs} state={found ? w.gapsState(found.breaksTotal) : undefined} />
      <div className="stack">
        <MoneyTabs open="payouts" />
        {asOf !== undefined ? (
          <Card>
            <Empty title={w.notInPast} actions={<Button onClick={() => setAsOf(undefined)}>{w.toNow}</Button>} />
          </Card>
        ) : gaps.error && !found ? (
          <Card>
            <ErrorNote error={gaps.error} onRetry={() => void gaps.refetch()} />
          </Card>
        ) : !found ? (
          <Card>
            <Skeleton signs={32} />
          </Card>
        ) : (
          <Found gaps={found} />
        )}
      </div>
    </>
  );
}

function Found({ gaps }: { readonly gaps: Gaps }) {
  const w = useWords(payoutsWords);
  const write = useMoney();
  const more = gaps.breaksTotal - gaps.breaks.length;
  return (
    <Card
      title={w.unexplained(gaps.unexplained.map(write).join(" · "))}
      {...(gaps.withoutStatement > 0 ? { foot: w.withoutStatement(gaps.withoutStatement) } : {})}
    >
      {gaps.breaks.length === 0 ? (
        <Empty title={w.gapsNone}>{w.gapsNoneText}</Empty>
      ) : (
        <div className="stack">
          <BreakNotes breaks={gaps.breaks} end={({ payout }) => addressOf(payout)} />
          {more > 0 && <p className="muted">{w.gapsMore(more)}</p>}
        </div>
      )}
    </Card>
  );
}
