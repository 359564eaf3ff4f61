import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { isZero } from "../../lib/format/decimal.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { clock, day, rangeEnds, shortDay } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { PayoutProof, type PayoutProofProps } from "../../ui/payout-proof.tsx";
import { BreakNotes } from "./break-notes.tsx";
import { less } from "./less.ts";
import { PayoutRows } from "./payout-rows.tsx";
import { payoutTitle } from "./payout-text.ts";
import { ProofActions } from "./proof-actions.tsx";
import type { Detail, LinesPage, Payout, Proof } from "./shapes.ts";
import { useMoney } from "./use-money.ts";
import { useRace } from "./use-race.ts";
import { WhyNot } from "./why-not.tsx";
import type { Words } from "./words.en.ts";
import { payoutsWords } from "./words.ts";

export type Lines = UseInfiniteQueryResult<InfiniteData<LinesPage>, ApiProblem>;
type Props = { readonly detail: Detail; readonly lines: Lines; readonly checkedAt: number };

/** The proof of one payout: race, three equal figures, what differs, the rows, and what remains unexplained. */
export function ProofCard({ detail, lines, checkedAt }: Props) {
  const w = useWords(payoutsWords);
  const here = useHere();
  const write = useMoney();
  const { payout, proof } = detail;
  const race = useRace(proof);
  const seal = sealOf(payout, w, write);
  return (
    <PayoutProof
      title={payoutTitle(payout, w)}
      about={<About payout={payout} proof={proof} />}
      state={seal.state}
      seal={seal.words}
      {...(race ? { race } : {})}
      {...(proof ? { says: saysOf(payout, proof, w, (moment) => shortDay(moment, here)) } : {})}
      notes={proof ? proof.breaks.length > 0 && <BreakNotes breaks={proof.breaks} /> : <WhyNot detail={detail} />}
      rows={
        proof &&
        (lines.error ? (
          <ErrorNote error={lines.error} onRetry={() => void lines.refetch()} />
        ) : (
          <PayoutRows proof={proof} lines={lines} />
        ))
      }
      foot={
        proof && (
          <>
            {w.unexplained(proof.unexplained.map(write).join(" · "))} ·{" "}
            {w.checked(clock(detail.past ? detail.asOf : checkedAt, here))}
          </>
        )
      }
      actions={<ProofActions detail={detail} lines={lines} />}
    />
  );
}

function About({ payout, proof }: { readonly payout: Payout; readonly proof: Proof | null }) {
  const w = useWords(payoutsWords);
  const here = useHere();
  const on = payout.at === null ? w.undated : day(payout.at, here);
  if (!proof?.covers) return <>{on}</>;
  // Days of a statement are the platform's own, not moments in a zone.
  const [from, to] = rangeEnds(proof.covers.from, proof.covers.to, { ...here, zone: "UTC" });
  return <>{`${on} · ${from === to ? w.salesOfDay(from) : w.salesOf(from, to)}`}</>;
}

type Seal = { readonly state: PayoutProofProps["state"]; readonly words: string };

function sealOf(payout: Payout, w: Words, write: ReturnType<typeof useMoney>): Seal {
  switch (payout.state) {
    case "proved":
      return { state: "proved", words: w.proved };
    case "differs":
      return {
        state: "differs",
        words: payout.unexplained ? w.differsBy(write(payout.unexplained)) : w.states.differs,
      };
    case "on-its-way":
      return { state: "on-its-way", words: w.onItsWay };
    case "within":
      return { state: "waived", words: w.inAnother };
    case "not-sent":
      return { state: "on-its-way", words: payout.status === "returned" ? w.returned : w.notSent };
    default:
      return { state: "unknown", words: payout.state === "not-told" ? w.states["not-told"] : w.notKnown };
  }
}

/** What arrives is what was sent less the platform's fee for sending: all three figures are after it. */
function saysOf(
  { arrival, fee, source }: Payout,
  { booked, stated, currency }: Proof,
  w: Words,
  dayOf: (moment: string) => string,
): NonNullable<PayoutProofProps["says"]> {
  const cell = (amount: string) => <MoneyCell value={{ amount, currency }} />;
  const [ours, theirs] = [less(booked, fee?.amount), less(stated, fee?.amount)];
  const both = [
    { who: w.booksSay, amount: cell(ours), same: true },
    { who: w.platformSays(platformName(source)), amount: cell(theirs), same: isZero(less(ours, theirs)) },
  ];
  const bank = arrival
    ? { who: w.bankSays(dayOf(arrival.at)), amount: cell(arrival.amount.amount) }
    : { who: w.bankNot, amount: <MoneyCell value={null} unknown={w.bankNot} /> };
  return [...both, { ...bank, same: arrival ? isZero(less(theirs, arrival.amount.amount)) : undefined }];
}
