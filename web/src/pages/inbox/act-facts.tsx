import { lazy, type ReactNode, Suspense } from "react";
import { isZero, negated } from "../../lib/format/decimal.ts";
import { shortId } from "../../lib/format/number.ts";
import { clock, dayAndClock, time } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import type { ActionCardProps } from "../../ui/action-card.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { Tile } from "../../ui/tile.tsx";
import { uiWords } from "../../ui/words.ts";
import { actName, happensOf, orderOf, partName, placeName, signed, whoProposed } from "./act-text.ts";
import type { Act, Said } from "./shapes.ts";
import { inboxWords } from "./words.ts";

const GainInterval = lazy(() => import("./gain-interval.tsx"));

type Facts = Omit<ActionCardProps, "decide" | "state">;

/** All that a card says about an act, from what the engine knows of it. `small` cards leave the long parts away. */
export function useActFacts(act: Act, said: Said | null, small: boolean): Facts {
  const w = useWords(inboxWords);
  const ui = useWords(uiWords);
  const here = useHere();
  const home = useStore(homeCurrencyStore);
  const { lang } = here;
  const { gain, worst } = act;
  const show = (value: Act["worst"]): string => signed(value, lang, home);
  const least = { ...worst, amount: negated(worst.amount) };
  const place = placeName(act.target, w);
  const expired = Date.parse(act.expiresAt) <= here.now;
  return {
    small,
    kind: small ? (
      <span className="inbox-kind">
        <span>{w.kindAt(actName(act, w), place)}</span>
        <span>{time(act.proposedAt, here)}</span>
      </span>
    ) : (
      <>
        <Tile name={place} size="small" />
        <span>{w.kindBy(actName(act, w), place, whoProposed(act, w), time(act.proposedAt, here))}</span>
        {act.dryRun && <StateChip>{w.dryRun}</StateChip>}
      </>
    ),
    title: orderOf(act, w, lang),
    why: <Why act={act} />,
    gain: gain
      ? { text: show(gain.likely), note: ui.eightInTen(show(gain.low), show(gain.high)) }
      : { text: w.noGain, ...(small ? {} : { note: w.noGainNote }) },
    worst: {
      text: isZero(worst.amount) ? show(worst) : show(least),
      note: isZero(worst.amount) ? w.worstNothing : w.worstNote,
    },
    undo: {
      text: act.reversible ? w.undoYes : w.undoNo,
      ...(small ? {} : { note: act.reversible ? w.undoYesNote : w.undoNoNote }),
    },
    ...(gain && !small
      ? {
          interval: (
            <Suspense fallback={null}>
              <GainInterval gain={gain} />
            </Suspense>
          ),
        }
      : {}),
    happens: happensOf(act, w, lang),
    known: act.holdOut ? w.knowHoldOut(act.holdOut.percent) : w.knowAlone,
    rules: said && (
      <>
        {w.rulesAsked(said.asked)} {said.sentence}{" "}
        <Link className="link" to={`/inbox/act/${act.id}/all`}>
          {w.seeAll}
        </Link>
      </>
    ),
    exactly: <Exactly act={act} />,
    until: (
      <span>{expired ? w.expired(dayAndClock(act.expiresAt, here)) : w.expires(dayAndClock(act.expiresAt, here))}</span>
    ),
  };
}

function Why({ act }: { readonly act: Act }): ReactNode {
  const w = useWords(inboxWords);
  return (
    <>
      {act.reason} {!act.reversible && <b className="strong nowrap">{w.cannotBeUndone}</b>}
    </>
  );
}

/** The plan part by part, and the beginning of its hash: what the yes is bound to. */
function Exactly({ act }: { readonly act: Act }) {
  const w = useWords(inboxWords);
  const hasMoney = act.plan.some(({ money }) => money !== null);
  const parts = act.plan.filter(
    ({ name, shape, text }) =>
      text !== "" && !(hasMoney && name === "currency") && !(shape === "flag" && text !== "yes" && text !== "true"),
  );
  return (
    <div className="inbox-plan">
      <dl>
        {parts.map(({ name, text, shape }) => (
          <div key={name}>
            <dt>{partName(name, w)}</dt>
            <dd>{shape === "flag" ? w.yes : text}</dd>
          </div>
        ))}
        <div>
          <dt>{w.planLabel}</dt>
          <dd>
            <CopyText text={act.planHash} shown={shortId(act.planHash)} />
          </dd>
        </div>
      </dl>
    </div>
  );
}

/** "Changed at 14:36." for a card that is shown while its plan changes. */
export function useChangedAt(at: string): string {
  const w = useWords(inboxWords);
  return w.changedAt(clock(at, useHere()));
}
