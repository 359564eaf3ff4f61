import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { useRead } from "../../lib/api/read.ts";
import { isZero } from "../../lib/format/decimal.ts";
import { dayKey, month, time } from "../../lib/format/time.ts";
import { useListKeys } from "../../lib/keys/use-list-keys.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { payoutTitle, stateTone, stateWord } from "./payout-text.ts";
import { addressOf, type Gaps, type Payout, type PayoutsPage } from "./shapes.ts";
import { payoutsWords } from "./words.ts";

type Listed = UseInfiniteQueryResult<InfiniteData<PayoutsPage>, ApiProblem>;

/** All payouts by month, newest first, and below them what is unexplained in all of them. */
export function PayoutList({ list, open }: { readonly list: Listed; readonly open: string | undefined }) {
  const w = useWords(payoutsWords);
  const rows = useListKeys();
  const here = useHere();
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error && !items)
    return (
      <Card>
        <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      </Card>
    );
  if (!items) return <Coming />;
  if (items.length === 0) return <None />;
  const groups = Map.groupBy(items, ({ at }) => (at === null ? "" : dayKey(at, here.zone).slice(0, 7)));
  return (
    <section className="card payouts-list" aria-label={w.list} ref={rows}>
      {[...groups].map(([key, group]) => (
        <div key={key}>
          <h2 className="payouts-month">{group[0]?.at ? month(group[0].at, here) : w.undated}</h2>
          <ul className="rows">
            {group.map((payout) => (
              <li key={payout.key}>
                <Row payout={payout} isOpen={payout.key === open || payout.id === open} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {list.hasNextPage && (
        <div className="payouts-more">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {w.more}
          </Button>
        </div>
      )}
      <Unexplained />
    </section>
  );
}

function Row({ payout, isOpen }: { readonly payout: Payout; readonly isOpen: boolean }) {
  const w = useWords(payoutsWords);
  const here = useHere();
  return (
    <Link className="row" to={addressOf(payout.key)} data-row aria-current={isOpen ? "page" : undefined}>
      <span className="row-words">
        <span className="row-title ellipsis">{payoutTitle(payout, w)}</span>
        <span className="row-text">{payout.at === null ? w.undated : time(payout.at, here)}</span>
      </span>
      <span className="row-end">
        <span className="payouts-amount">
          <MoneyCell value={payout.amount} />
        </span>
        <span className={`small ${stateTone[payout.state]}`}>{stateWord(payout, w)}</span>
      </span>
    </Link>
  );
}

/** What is open in all payouts together; of the past it is not known. */
function Unexplained() {
  const w = useWords(payoutsWords);
  const [asOf] = useAsOf();
  const gaps = useRead<Gaps>("/payouts/gaps", { topics: ["payouts"], enabled: asOf === undefined });
  if (asOf !== undefined || gaps.error) return null;
  const sums = gaps.data?.unexplained ?? [];
  const isAll = sums.every(({ amount }) => isZero(amount));
  const shown = isAll ? sums.slice(0, 1) : sums.filter(({ amount }) => !isZero(amount));
  return (
    <Link className="payouts-open" to="/payouts/gaps" data-row>
      <span>{w.allUnexplained}</span>
      <span className={isAll ? "payouts-amount" : "payouts-amount brick-text"}>
        {gaps.data ? (
          shown.map((sum) => (
            <span key={sum.currency} className="payouts-sum">
              <MoneyCell value={sum} />
            </span>
          ))
        ) : (
          <Skeleton signs={5} />
        )}
      </span>
    </Link>
  );
}

function None() {
  const w = useWords(payoutsWords);
  const [asOf] = useAsOf();
  return (
    <Card>
      {asOf === undefined ? (
        <Empty title={w.none} actions={<ButtonLink to="/platforms">{w.connect}</ButtonLink>}>
          {w.noneText}
        </Empty>
      ) : (
        <Empty title={w.nonePast} />
      )}
    </Card>
  );
}

function Coming() {
  return (
    <section className="card payouts-list" aria-busy="true">
      <p className="payouts-month">
        <Skeleton signs={8} />
      </p>
      <ul className="rows" aria-hidden="true">
        {[1, 2, 3, 4, 5, 6].map((at) => (
          <li key={at}>
            <div className="row">
              <span className="row-words">
                <span className="row-title">
                  <Skeleton signs={12} />
                </span>
                <span className="row-text">
                  <Skeleton signs={8} />
                </span>
              </span>
              <span className="row-end">
                <Skeleton signs={5} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
