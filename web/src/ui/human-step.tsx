import { Check, CircleCheck, Clock, Search } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../lib/words/words.ts";
import { Button } from "./button.tsx";
import { CopyText } from "./copy-text.tsx";
import "./human-step.css";
import { Path } from "./path.tsx";
import { StateChip } from "./state-chip.tsx";
import { uiWords } from "./words.ts";

export type HumanStepProps = {
  readonly title: string;
  /** Why a person: "Payhip has no way for programs to list." */
  readonly why: ReactNode;
  readonly minutes?: number;
  readonly steps: readonly { readonly id: string; readonly text: ReactNode }[];
  /** What has to be typed or pasted there, ready to copy. */
  readonly values?: readonly { readonly name: string; readonly text: string }[];
  readonly state?: "waiting" | "checking" | "verified" | "not-found" | "overdue";
  /** The sentence of the state: "Seen on Payhip at 15:02", or what was looked for. */
  readonly note?: ReactNode;
  /** Absent once verified, and in the past. */
  readonly onDone?: () => void;
  readonly actions?: ReactNode;
};

const looks = {
  waiting: undefined,
  checking: { tone: "water", icon: Search },
  verified: { tone: "moss", icon: CircleCheck },
  "not-found": { tone: "oak", icon: Search },
  overdue: { tone: "oak", icon: Clock },
} as const;

/** Something only a person can do, made as short as it can be, and checked afterwards. */
export function HumanStep(props: HumanStepProps) {
  const { title, why, minutes, steps, values = [], state = "waiting", note, onDone, actions } = props;
  const w = useWords(uiWords);
  const look = looks[state];
  return (
    <article className="card" aria-label={title}>
      <div className="card-body stack">
        <div>
          <h2>{title}</h2>
          <p className="muted pretty">
            {why} {minutes !== undefined && <span className="nowrap">{w.minutes(minutes)}.</span>}
          </p>
        </div>
        <Path steps={steps.map(({ id, text }) => ({ id, title: text, at: state === "verified" ? "done" : "later" }))} />
        {values.length > 0 && (
          <dl className="step-values">
            {values.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <CopyText text={text} mono={false} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {note && look && (
          <p role="status">
            <StateChip tone={look.tone} icon={look.icon}>
              {note}
            </StateChip>
          </p>
        )}
      </div>
      {(onDone || actions) && (
        <footer className="card-foot">
          {onDone && (
            <Button kind="primary" icon={Check} busy={state === "checking"} onClick={onDone}>
              {w.doneCheckIt}
            </Button>
          )}
          {actions}
        </footer>
      )}
    </article>
  );
}
