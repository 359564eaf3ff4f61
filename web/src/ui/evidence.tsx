import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../lib/words/words.ts";
import { Button } from "./button.tsx";
import { CopyText } from "./copy-text.tsx";
import "./evidence.css";
import { Tabs } from "./tabs.tsx";
import { uiWords } from "./words.ts";

export type EvidenceLine = {
  readonly text: string;
  /** The field was used: it is marked. */
  readonly used?: boolean;
  /** What was understood: "29.00 USD". */
  readonly means?: string;
};

export type EvidenceProps = {
  /** The raw body as received, line by line; undefined while it loads. */
  readonly seen?: readonly EvidenceLine[] | undefined;
  /** The whole body, to copy. */
  readonly raw?: string;
  /** In place of the body: quarantined and why, erased on 3 May with the amounts kept. */
  readonly instead?: ReactNode;
  readonly known?: ReactNode;
  readonly booked?: ReactNode;
  /** Time, bytes, fingerprint, audit link. */
  readonly facts?: readonly { readonly name: string; readonly text: ReactNode }[];
  /** "2.1 MB": the body was cut. */
  readonly cut?: { readonly size: string; readonly onShow: () => void } | undefined;
  /** Absent when the buyer is shown already, or may not be. */
  readonly onShowBuyer?: (() => void) | undefined;
  readonly onPrevious?: (() => void) | undefined;
  readonly onNext?: (() => void) | undefined;
};

type View = "seen" | "known" | "booked";

/** What was seen, what is known from it, what was booked. Goes into a card or, as `EvidenceDrawer`, over a page. */
export function Evidence(props: EvidenceProps) {
  const { known, booked, facts = [], raw, cut, onShowBuyer, onPrevious, onNext } = props;
  const w = useWords(uiWords);
  const [view, setView] = useState<View>("seen");
  const views = { seen: <Seen {...props} />, known, booked };
  const tabs = (["seen", "known", "booked"] as const).filter((id) => id === "seen" || views[id]);
  return (
    <div className="evidence">
      <Tabs label={w.seen} tabs={tabs.map((id) => ({ id, text: w[id] }))} chosen={view} onChoose={setView}>
        <div className="evidence-tabs">{views[view]}</div>
      </Tabs>
      {facts.length > 0 && (
        <dl className="evidence-facts">
          {facts.map(({ name, text }) => (
            <div key={name} className="evidence-fact">
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="cluster">
        {raw !== undefined && view === "seen" && <CopyText text={raw} shown="" />}
        {cut && <Button onClick={cut.onShow}>{w.restOf(cut.size)}</Button>}
        {onShowBuyer && (
          <Button kind="quiet" onClick={onShowBuyer}>
            {w.showBuyer}
          </Button>
        )}
        {onPrevious && <Button kind="quiet" icon={ChevronLeft} aria-label={w.previous} onClick={onPrevious} />}
        {onNext && <Button kind="quiet" icon={ChevronRight} aria-label={w.next} onClick={onNext} />}
      </div>
    </div>
  );
}

function Seen({ seen, instead }: EvidenceProps) {
  if (instead) return <p className="muted">{instead}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre className="evidence-body" tabIndex={0}>
      {(seen ?? []).map(({ text, used, means }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <span key={at} className="evidence-line">
          {used ? <mark>{text}</mark> : text}
          {means && <span className="evidence-means">= {means}</span>}
        </span>
      ))}
    </pre>
  );
}
