import { isZero, sumOf } from "../../lib/format/decimal.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Waterfall, type WaterfallRow } from "../../ui/charts/waterfall.tsx";
import { Empty } from "../../ui/empty.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { TodayData } from "./reads.ts";
import { rowsOf } from "./rows-of.ts";
import type { Words } from "./words.en.ts";
import { todayWords } from "./words.ts";

type Step = TodayData["race"][number];

/** From what buyers paid to what is the seller's, and where that money is now. */
export function FromSales({ today }: { readonly today: TodayData | undefined }) {
  const w = useWords(todayWords);
  return (
    <Card title={w.fromSales} flush className="today-race">
      {!today && (
        <div className="card-body">
          <Skeleton signs={20} />
        </div>
      )}
      {today && isEmpty(today) && <Empty title={w.noParts}>{w.noPartsText}</Empty>}
      {today && !isEmpty(today) && <Waterfall name={w.fromSales} rows={fallsOf(today, w)} />}
    </Card>
  );
}

const isEmpty = ({ race }: TodayData): boolean => race.every(({ amount }) => isZero(amount));

function fallsOf(today: TodayData, w: Words): readonly WaterfallRow[] {
  const { race, currency } = today;
  const { period } = today.earned.month;
  let left = "0";
  let kept = "0";
  return race
    .filter(({ step, amount }) => !isZero(amount) || ["sales", "earned"].includes(step))
    .map((one): WaterfallRow => {
      const base = {
        id: one.step,
        name: stepName(one, w),
        amount: <MoneyCell value={{ amount: one.amount, currency }} />,
        to: targetOf(one.step, period),
      };
      if (one.step === "sales" || one.step === "earned") {
        left = one.amount;
        return { ...base, kind: "kept", from: "0", till: one.amount, total: one.step === "earned" };
      }
      if (one.step === "on-its-way" || one.step === "in-your-bank") {
        const from = kept;
        kept = sumOf([kept, one.amount]);
        return { ...base, kind: "part", from, till: kept };
      }
      const from = left;
      left = sumOf([left, one.amount]);
      return { ...base, kind: "taken", from, till: left };
    });
}

function targetOf(step: Step["step"], period: { readonly from: string; readonly to: string }): string {
  if (step === "on-its-way" || step === "in-your-bank") return "/payouts";
  return rowsOf(period);
}

function stepName({ step, count = 0 }: Step, w: Words): string {
  const names: Readonly<Record<Step["step"], string>> = {
    sales: w.sales(count),
    refunds: w.refunds(count),
    fees: w.fees,
    taxes: w.taxes,
    disputes: w.disputes,
    adjustments: w.adjustments,
    earned: w.earnedStep,
    "on-its-way": w.onItsWay,
    "in-your-bank": w.inYourBank,
  };
  return names[step];
}
