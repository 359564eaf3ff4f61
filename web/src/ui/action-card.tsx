import { Check, Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../lib/words/words.ts";
import "./action-card.css";
import { Button } from "./button.tsx";
import { uiWords } from "./words.ts";

export type ActionFact = { readonly text: string; readonly note?: ReactNode };

export type ActionCardProps = {
  /** Tile, kind, platform, who proposed it and when. */
  readonly kind: ReactNode;
  /** An order: "Try 34.00 for Freelance Finance Kit". */
  readonly title: string;
  readonly why: ReactNode;
  /** `+46.00`, and "a month; 8 in 10: −12 to +104". Never a gain without its interval. */
  readonly gain?: ActionFact;
  readonly worst?: ActionFact;
  readonly undo?: ActionFact;
  /** The interval drawn, from `ui/charts/interval-bar.tsx`. */
  readonly interval?: ReactNode;
  readonly happens?: ReactNode;
  readonly known?: ReactNode;
  readonly rules?: ReactNode;
  /** Call and plan hash. */
  readonly exactly?: ReactNode;
  /** More lines of the same kind. */
  readonly facts?: readonly { readonly name: string; readonly text: ReactNode }[];
  /** Anything but `proposed`: a sentence (Approved, goes out in 8 s; Refused by a rule; Expired; Not known yet …). */
  readonly state?: ReactNode;
  readonly until?: ReactNode;
  /** Left away once decided, or while the past is shown. */
  readonly decide?: {
    readonly onApprove: () => void;
    readonly onReject: () => void;
    readonly onEdit?: () => void;
    /** The act, where it cannot be undone: "Send KES 64,500". */
    readonly approveText?: string;
    readonly busy?: "approve" | "reject";
  };
  /** One phone card in a column: facts in one line. */
  readonly small?: boolean;
};

/** One thing to decide, with all that is needed to decide it. */
export function ActionCard(props: ActionCardProps) {
  const { kind, title, why, interval, state, small = false, decide, until } = props;
  return (
    <article className="card action" data-small={small || undefined} aria-label={title}>
      <div className="action-body">
        <div className="action-kind">{kind}</div>
        <h2>{title}</h2>
        <p className="action-why">{why}</p>
        {state && (
          <div className="action-state" role="status">
            {state}
          </div>
        )}
        {small ? <MiniFacts {...props} /> : <Facts {...props} />}
        {!small && interval}
        {!small && <MoreFacts {...props} />}
      </div>
      {(decide || until) && (
        <footer className="action-foot">
          {decide && <Decide decide={decide} />}
          {until && <span className="action-until">{until}</span>}
        </footer>
      )}
    </article>
  );
}

function Decide({ decide }: { readonly decide: NonNullable<ActionCardProps["decide"]> }) {
  const w = useWords(uiWords);
  const { onApprove, onReject, onEdit, approveText, busy } = decide;
  return (
    <>
      <Button kind="primary" size="big" icon={Check} hint="A" busy={busy === "approve"} onClick={onApprove}>
        {approveText ?? w.approve}
      </Button>
      <Button kind="quiet" size="big" hint="R" busy={busy === "reject"} onClick={onReject}>
        {w.reject}
      </Button>
      {onEdit && <Button size="big" icon={Pencil} aria-label={w.edit} title={`${w.edit} (E)`} onClick={onEdit} />}
    </>
  );
}

function Facts({ gain, worst, undo }: ActionCardProps) {
  const w = useWords(uiWords);
  const rows = [
    [w.likelyGain, gain],
    [w.atWorst, worst],
    [w.canBeUndone, undo],
  ] as const;
  if (!gain && !worst && !undo) return null;
  return (
    <dl className="action-facts">
      {rows.map(
        ([name, fact]) =>
          fact && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {fact.text} {fact.note && <small>{fact.note}</small>}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

function MiniFacts({ gain, worst, undo }: ActionCardProps) {
  const w = useWords(uiWords);
  if (!gain && !worst && !undo) return null;
  return (
    <div className="action-mini">
      {gain && (
        <span>
          {w.likelyGain} <b>{gain.text}</b> {gain.note}
        </span>
      )}
      {worst && (
        <span>
          {w.atWorst} <b>{worst.text}</b>
        </span>
      )}
      {undo && (
        <span>
          {w.canBeUndone}: {undo.text}
        </span>
      )}
    </div>
  );
}

function MoreFacts({ happens, known, rules, exactly, facts = [] }: ActionCardProps) {
  const w = useWords(uiWords);
  const rows = [
    { name: w.whatHappens, text: happens },
    { name: w.howWeWillKnow, text: known },
    { name: w.rulesChecked, text: rules },
    ...facts,
    { name: w.exactlyThis, text: exactly },
  ];
  return (
    <dl className="action-more">
      {rows.map(
        ({ name, text }) =>
          text && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
