import type { ReactNode } from "react";
import { negated, sumOf } from "../../lib/format/decimal.ts";
import { money } from "../../lib/format/money.ts";
import { number } from "../../lib/format/number.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { clockWithSeconds, day, type Here } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { type StoryStep as Drawn, StoryRace } from "../../ui/story-race.tsx";
import { moveName } from "./move-name.ts";
import { accountAddress, payoutAddress, type SaleStory, type StoryStep } from "./shapes.ts";
import { useAccountName } from "./use-account-name.ts";
import type { Words } from "./words.en.ts";
import { moneyWords } from "./words.ts";

/** From first sight to the bank; the water narrows as money is taken. */
export function SaleStorySteps({ story }: { readonly story: SaleStory }) {
  const w = useWords(moneyWords);
  const here = useHere();
  const nameOf = useAccountName();
  const told: Told = { story, w, here, nameOf };
  let left = "0";
  const steps = story.steps.map((step, at): Drawn => {
    // A payout brings a part of what is the seller's and takes nothing of it.
    if (step.kind !== "paid-out" && step.kind !== "arrived" && step.yours) left = step.yours.amount;
    return { ...drawn(step, told, story.steps[at - 1]), id: String(at), left };
  });
  return <StoryRace name={w.itsStory} steps={steps} />;
}

type Told = {
  readonly story: SaleStory;
  readonly w: Words;
  readonly here: Here;
  readonly nameOf: (path: string) => string;
};

function drawn(step: StoryStep, told: Told, before: StoryStep | undefined): Omit<Drawn, "id" | "left"> {
  const { w, here } = told;
  const at = `${day(step.at, here)}, ${clockWithSeconds(step.at, here)}`;
  const entry = step.auditLink === undefined ? "" : ` · ${w.link(number(step.auditLink, here.lang))}`;
  const moved = movedBy(step, before);
  return {
    title: titleOf(step, told),
    text: textOf(step, told),
    ...(step.moves.length > 0 ? { transfers: transfersOf(step, told) } : {}),
    ...(step.kind === "waits" ? { waits: true } : { at: at + entry }),
    ...(moved ? { amount: <MoneyCell value={moved} />, where: whereOf(step, told) } : {}),
  };
}

/** What is the seller's so far; of what comes later (a refund, a dispute), what that took or gave. */
function movedBy({ kind, yours }: StoryStep, before: StoryStep | undefined): StoryStep["yours"] {
  if (!yours || !before?.yours || !["refunded", "disputed", "changed"].includes(kind)) return yours;
  return { ...yours, amount: sumOf([yours.amount, negated(before.yours.amount)]) };
}

function titleOf({ kind, title }: StoryStep, { w, story }: Told): string {
  if (kind === "changed") return title === "Corrected" ? w.steps.changed : w.steps.booked;
  if (kind === "refunded" && story.sale.status === "partly-refunded") return w.states["partly-refunded"];
  return kind === "waits" && story.sale.currency === "" ? w.steps.notBooked : w.steps[kind];
}

function textOf(step: StoryStep, told: Told): ReactNode {
  const { w, here, story } = told;
  switch (step.kind) {
    case "seen":
      return <Seen {...told} />;
    case "paid-out":
    case "arrived": {
      if (!step.whole || step.payout === undefined) return null;
      const text =
        step.kind === "arrived"
          ? w.arrivedOn(day(step.at, here))
          : w.payoutOf(step.whole.lines, day(step.whole.at, here));
      return (
        <Link to={payoutAddress(step.payout)} className="link">
          {text}
        </Link>
      );
    }
    case "changed":
      return w.changedText;
    case "waits": {
      const at = platformName(story.sale.source);
      if (!step.open) return w.notBookedText;
      const takes = step.open.amount.startsWith("-");
      const size = takes ? negated(step.open.amount) : step.open.amount;
      const amount = money({ ...step.open, amount: size }, { lang: here.lang, show: "code" });
      return takes ? w.takenFromNext(at, amount) : w.comesWithPayout(at, amount);
    }
    case "booked":
    case "refunded":
    case "disputed":
      return null;
  }
}

function Seen({ story, w }: Told) {
  const [first] = story.evidence;
  if (!first) return null;
  const how =
    first.file === undefined
      ? w.toldBy(platformName(first.source))
      : w.stoodIn(first.file, first.lineFrom === undefined ? "" : String(first.lineFrom));
  return (
    <>
      <p>{how}</p>
      <Link to="?evidence=1" className="link small">
        {w.observations(story.evidence.length)}
      </Link>
    </>
  );
}

function transfersOf(step: StoryStep, { w, story, nameOf }: Told): NonNullable<Drawn["transfers"]> {
  return step.moves.map(({ meaning, from, to, amount }, at) => ({
    id: `${meaning} ${at}`,
    name: (
      <>
        {moveName(meaning, w, story.sale.source)}{" "}
        <span className="money-path">
          <Link to={accountAddress({ path: from, currency: amount.currency })}>{nameOf(from)}</Link>
          {" → "}
          <Link to={accountAddress({ path: to, currency: amount.currency })}>{nameOf(to)}</Link>
        </span>
      </>
    ),
    amount: <MoneyCell value={amount} />,
  }));
}

function whereOf({ kind, whole }: StoryStep, { w, story, here }: Told): string {
  const at = w.stillAt(platformName(story.sale.source));
  switch (kind) {
    case "seen":
      return w.price;
    case "paid-out":
      return whole?.amount ? w.ofWhole(money(whole.amount, { lang: here.lang })) : w.onItsWay;
    case "arrived":
      return w.inYourBank;
    case "waits":
      return w.yoursInTheEnd;
    default:
      return at;
  }
}
