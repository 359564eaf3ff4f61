import { Printer } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useWrite } from "../../lib/api/write.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { NotInThePast } from "../../ui/not-in-the-past.tsx";
import { toast } from "../../ui/toast-store.ts";
import { bankName } from "./payout-text.ts";
import type { Lines } from "./proof-card.tsx";
import { type Detail, pathOf } from "./shapes.ts";
import { useMayBook } from "./use-may.ts";
import { useMoney } from "./use-money.ts";
import { payoutsWords } from "./words.ts";

const ArrivalSheet = lazy(() => import("./arrival-sheet.tsx"));
const PrintedRows = lazy(() => import("./printed-rows.tsx"));

/** Print, and say that it arrived; what was said can be taken back. */
export function ProofActions({ detail, lines }: { readonly detail: Detail; readonly lines: Lines }) {
  const w = useWords(payoutsWords);
  const [asOf] = useAsOf();
  const mayBook = useMayBook();
  const write = useMoney();
  const [isOpen, setOpen] = useState(false);
  const print = usePrint(lines);
  const { payout } = detail;
  const undo = useWrite<void>(
    () => ({ path: pathOf(payout.key, "/arrival/undo"), body: { reason: "recorded by mistake" } }),
    { topics: ["payouts", "books", "sales"], onDone: () => toast(w.takenBack) },
  );
  const canBook = payout.status === "completed" && payout.state !== "within" && payout.arrival === null;
  return (
    <>
      {undo.error && <span className="brick-text">{undo.error.title}</span>}
      {asOf !== undefined && (canBook || payout.arrival) && <NotInThePast />}
      {asOf === undefined && mayBook && canBook && <Button onClick={() => setOpen(true)}>{w.record}</Button>}
      {asOf === undefined && mayBook && payout.arrival && (
        <Button kind="quiet" busy={undo.isPending} onClick={() => undo.mutate()}>
          {w.takeBack}
        </Button>
      )}
      {detail.proof && (
        <Button icon={Printer} busy={print.isWaiting} onClick={print.start}>
          {w.print}
        </Button>
      )}
      {isOpen && (
        <Suspense>
          <ArrivalSheet
            payout={payout}
            onClose={() => setOpen(false)}
            onBooked={(amount, bank) => {
              setOpen(false);
              toast(w.recorded(write(amount), bankName(bank)), { onUndo: () => undo.mutate() });
            }}
          />
        </Suspense>
      )}
      {print.isWaiting && detail.proof && !lines.hasNextPage && (
        <Suspense>
          <PrintedRows
            proof={detail.proof}
            rows={lines.data?.pages.flatMap((page) => page.items) ?? []}
            onReady={print.go}
          />
        </Suspense>
      )}
    </>
  );
}

/** All rows are fetched first: paper cannot be scrolled. */
function usePrint(lines: Lines) {
  const [isWaiting, setWaiting] = useState(false);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = lines;
  useEffect(() => {
    if (isWaiting && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isWaiting, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const go = (): void => {
    window.print();
    setWaiting(false);
  };
  return { isWaiting, start: () => setWaiting(true), go };
}
