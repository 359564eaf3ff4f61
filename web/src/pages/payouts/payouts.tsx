import { lazy, Suspense } from "react";
import { useLocation } from "wouter";
import { PageHead } from "../../frame/page-head.tsx";
import { useReadPages } from "../../lib/api/read.ts";
import { useWords } from "../../lib/words/words.ts";
import { MoneyTabs } from "../../ui/money-tabs.tsx";
import { PayoutList } from "./payout-list.tsx";
import "./payouts.css";
import type { Payout, PayoutsPage } from "./shapes.ts";
import { useSingle } from "./use-single.ts";
import { payoutsWords } from "./words.ts";

const OnePayout = lazy(() => import("./one-payout.tsx"));
const Gaps = lazy(() => import("./gaps.tsx"));

/** The payouts and the proof of one beside them; where there is no room for both, a page each. */
export default function Payouts() {
  const w = useWords(payoutsWords);
  useLocation();
  const rest = decoded(window.location.pathname.slice("/payouts/".length));
  const isSingle = useSingle();
  const list = useReadPages<Payout, PayoutsPage>("/payouts", {
    query: { limit: 25 },
    topics: ["payouts"],
    enabled: rest !== "gaps" && !(isSingle && rest !== ""),
  });
  if (rest === "gaps")
    return (
      <Suspense>
        <Gaps />
      </Suspense>
    );
  if (isSingle && rest !== "")
    return (
      <Suspense>
        <OnePayout key={rest} id={rest} alone />
      </Suspense>
    );
  const shown = rest === "" ? list.data?.pages[0]?.items[0]?.key : rest;
  const hasDetail = !isSingle && shown !== undefined;
  return (
    <>
      <PageHead title={w.title} state={w.lead} />
      <div className="stack">
        <MoneyTabs open="payouts" />
        <div className={hasDetail ? "split payouts-split" : undefined} data-list="narrow">
          <PayoutList list={list} open={hasDetail ? shown : undefined} />
          {hasDetail && (
            <Suspense>
              <OnePayout key={shown} id={shown} />
            </Suspense>
          )}
        </div>
      </div>
    </>
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
