import { CircleDashed, Hourglass, ShieldCheck, TriangleAlert, UserCheck } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useWords } from "../lib/words/words.ts";
import { Icon } from "./icon.tsx";
import "./payout-proof.css";
import { Race, type RaceProps } from "./race.tsx";
import { uiWords } from "./words.ts";

export type ProofState = "proved" | "on-its-way" | "unknown" | "differs" | "waived";

export type PayoutProofProps = {
  /** "Gumroad to Equity ··4410" */
  readonly title: string;
  /** "13 November · sales of 30 Oct to 5 Nov" */
  readonly about: ReactNode;
  readonly state: ProofState;
  /** The words of the seal: "Proved to the cent", "Not known yet". */
  readonly seal: ReactNode;
  readonly race?: RaceProps;
  /** Three figures that are equal, or not: what our books, the platform and the bank say. */
  readonly says?: readonly {
    readonly who: ReactNode;
    readonly amount: ReactNode;
    /** Whether it equals the one before; undefined while there is nothing to compare. */
    readonly same: boolean | undefined;
  }[];
  /** `<Note>`s: named differences, the gap in brick with kind, age and fix. */
  readonly notes?: ReactNode;
  /** A `<Table>` of the rows with its sum. */
  readonly rows?: ReactNode;
  /** "Unexplained 0.00 · checked today 14:30" */
  readonly foot?: ReactNode;
  readonly actions?: ReactNode;
};

const seals = {
  proved: [ShieldCheck, "moss-text"],
  "on-its-way": [Hourglass, "muted"],
  unknown: [CircleDashed, "oak-text"],
  differs: [TriangleAlert, "brick-text"],
  waived: [UserCheck, "muted"],
} as const;

/** Whether a payout is the sum of its sales and has arrived. Prints as it stands. */
export function PayoutProof(props: PayoutProofProps) {
  const { title, about, state, seal, race, says = [], notes, rows, foot, actions } = props;
  const [drawing, tone] = seals[state];
  return (
    <article className="card proof" aria-label={title}>
      <div className="proof-head">
        <div>
          <h2>{title}</h2>
          <p className="muted">{about}</p>
        </div>
        <p className={`proof-seal ${tone}`}>
          <Icon of={drawing} />
          {seal}
        </p>
      </div>
      {race && (
        <div className="proof-part">
          <Race {...race} />
        </div>
      )}
      {says.length > 0 && <Says says={says} />}
      {notes && <div className="proof-part stack">{notes}</div>}
      {rows && <div className="proof-rows">{rows}</div>}
      {(foot || actions) && (
        <footer className="proof-foot">
          <span>{foot}</span>
          {actions && <span className="cluster">{actions}</span>}
        </footer>
      )}
    </article>
  );
}

function Says({ says }: { readonly says: NonNullable<PayoutProofProps["says"]> }) {
  const w = useWords(uiWords);
  return (
    <div className="proof-equal">
      {says.map(({ who, amount, same }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: always the same three, in the same order
        <Fragment key={at}>
          {at > 0 && same === undefined && <span className="proof-sign" />}
          {at > 0 && same !== undefined && (
            <span
              className="proof-sign"
              role="img"
              data-differs={same ? undefined : true}
              aria-label={same ? w.equals : "≠"}
            >
              {same ? "=" : "≠"}
            </span>
          )}
          <div>
            <p className="label">{who}</p>
            <p className="proof-said">{amount}</p>
          </div>
        </Fragment>
      ))}
    </div>
  );
}
