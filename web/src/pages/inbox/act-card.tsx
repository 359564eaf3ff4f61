import { type ReactNode, useState } from "react";
import { useAsOf } from "../../lib/route/address.ts";
import { Link } from "../../lib/route/link.tsx";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { ActionCard } from "../../ui/action-card.tsx";
import { Button } from "../../ui/button.tsx";
import { NotInThePast } from "../../ui/not-in-the-past.tsx";
import { Note } from "../../ui/note.tsx";
import { uiWords } from "../../ui/words.ts";
import { useActFacts, useChangedAt } from "./act-facts.tsx";
import { buttonOf } from "./act-text.ts";
import type { WaitingAct } from "./shapes.ts";
import type { Decide } from "./use-decide.ts";
import { useSwipe } from "./use-swipe.ts";
import { inboxWords } from "./words.ts";

export type ActCardProps = {
  readonly item: WaitingAct;
  readonly small: boolean;
  readonly decide: Decide;
  /** Whether the reader may say yes or no here; undefined while not known. */
  readonly may: boolean | undefined;
  /** Whether several are being selected: then single decisions wait. */
  readonly selecting: boolean;
  readonly onEdit: () => void;
  readonly onSettle: () => void;
};

/** One act that waits: for a yes, or for somebody who looks what became of it. */
export function ActCard({ item, small, decide, may, selecting, onEdit, onSettle }: ActCardProps) {
  const shown = useShownPlan(item);
  const { action, judgement, needs, wants } = shown.item;
  const w = useWords(inboxWords);
  const ui = useWords(uiWords);
  const lang = useStore(langStore);
  const [asOf] = useAsOf();
  const facts = useActFacts(action, judgement, small);
  const decides = wants === "yes" && may === true && !selecting && asOf === undefined && !needs.someoneElse;
  const button = buttonOf(action, w, lang);
  const { changed, showNew } = shown;
  const state = useCardState({ item: shown.item, decide, may, changed, onShow: showNew, onSettle });
  const swipe = useSwipe({
    on: small && decides && action.reversible,
    onRight: () => decide.approve(action),
    onLeft: () => decide.reject(action),
  });
  return (
    <div className="inbox-card" ref={swipe}>
      <ActionCard
        {...facts}
        {...(small ? { why: <ShortWhy act={action} more={ui.whyInFull} /> } : {})}
        state={state}
        {...(decides
          ? {
              decide: {
                onApprove: () => decide.approve(action),
                onReject: () => decide.reject(action),
                ...(action.plan.some(({ editable }) => editable) ? { onEdit } : {}),
                ...(button === undefined ? {} : { approveText: button }),
                ...(decide.approving === action.id ? { busy: "approve" as const } : {}),
              },
            }
          : {})}
      />
    </div>
  );
}

/** The plan that was shown first stays until the reader asks for the new one: what is read never changes by itself. */
function useShownPlan(item: WaitingAct): { item: WaitingAct; changed: string | undefined; showNew: () => void } {
  const [first, setFirst] = useState(item);
  if (first.action.id !== item.action.id) setFirst(item);
  const isSame = first.action.planHash === item.action.planHash;
  return {
    item: isSame || first.action.id !== item.action.id ? item : first,
    changed: isSame ? undefined : item.action.changedAt,
    showNew: () => setFirst(item),
  };
}

function ShortWhy({ act, more }: { readonly act: WaitingAct["action"]; readonly more: string }) {
  const w = useWords(inboxWords);
  return (
    <>
      {act.reason} {!act.reversible && <b className="strong">{w.cannotBeUndone} </b>}
      <Link className="link nowrap" to={`/inbox/act/${act.id}/all`}>
        {more}
      </Link>
    </>
  );
}

type StateProps = Pick<ActCardProps, "item" | "decide" | "may" | "onSettle"> & {
  readonly changed: string | undefined;
  readonly onShow: () => void;
};

/** What has to be said before the decision: changed, refused, for somebody else, or of unknown fate. */
function useCardState({ item, decide, may, changed, onShow, onSettle }: StateProps): ReactNode {
  const w = useWords(inboxWords);
  const [asOf] = useAsOf();
  const { action, needs, wants } = item;
  const trouble = decide.trouble?.id === action.id ? decide.trouble.problem : undefined;
  if (asOf !== undefined)
    return (
      <>
        {item.changedSince && <p>{w.changedThen}</p>}
        <NotInThePast />
      </>
    );
  if (changed !== undefined) return <Changed at={changed} onShow={onShow} />;
  if (trouble) {
    const stale = trouble.kind === "plan-changed";
    const said = stale ? w.changedElsewhereText : trouble.detail;
    return <Note title={stale ? w.changedElsewhere : trouble.title}>{said}</Note>;
  }
  if (wants === "look")
    return (
      <>
        <p>
          {w.unknownFate} {may && w.lookYourself}
        </p>
        {may && <Button onClick={onSettle}>{w.settle}</Button>}
      </>
    );
  if (needs.someoneElse) return <p>{w.someoneElse}</p>;
  if (may === false) return <p>{w.mayNot}</p>;
  if (needs.freshProof) return <p>{w.needsProof}</p>;
  return action.edited ? <p>{w.planEdited}</p> : null;
}

function Changed({ at, onShow }: { readonly at: string; readonly onShow: () => void }) {
  const w = useWords(inboxWords);
  return (
    <>
      <p>
        {useChangedAt(at)} {w.changedElsewhere}.
      </p>
      <Button size="slim" onClick={onShow}>
        {w.showNew}
      </Button>
    </>
  );
}
