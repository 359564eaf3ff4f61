import type { ReactNode } from "react";
import { number } from "../lib/format/number.ts";
import { useStore } from "../lib/state/store.ts";
import { langStore } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import { Meter } from "./meter.tsx";
import "./progress.css";
import { uiWords } from "./words.ts";

export type ProgressProps = {
  /** "Reading Stripe" */
  readonly what: string;
  readonly done: number;
  /** Undefined only while the total is being asked for. */
  readonly total?: number | undefined;
  /** "3 minutes left", "Paused by you at 14:02". */
  readonly left?: ReactNode;
  readonly state?: "going" | "paused" | "done" | "stopped";
  /** What changed (done), what is kept (stopped); while going, that the page may be closed. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/** Work that takes more than five seconds: what, how much of how much, how long still. */
export function Progress({ what, done, total, left, state = "going", children, actions }: ProgressProps) {
  const w = useWords(uiWords);
  const lang = useStore(langStore);
  const count = number(done, lang);
  const text = total === undefined ? w.soFar(count) : w.ofTotal(count, number(total, lang));
  const value = total === undefined ? {} : { "aria-valuenow": done, "aria-valuemax": total };
  return (
    <div className="progress" data-state={state}>
      <h3>{what}</h3>
      {state !== "done" && (
        <div role="progressbar" aria-label={what} aria-valuemin={0} aria-valuetext={text} {...value} tabIndex={-1}>
          <Meter share={total === undefined || total === 0 ? 0 : done / total} />
        </div>
      )}
      <p className="between small muted">
        <span className="num">{text}</span>
        {state === "paused" ? <span>{left ?? w.paused}</span> : left && <span>{left}</span>}
      </p>
      {(children || state === "going") && <p className="small faint">{children ?? w.canClose}</p>}
      {actions && <div className="cluster">{actions}</div>}
    </div>
  );
}
