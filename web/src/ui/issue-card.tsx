import { CircleDot, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "../lib/route/link.tsx";
import { useWords } from "../lib/words/words.ts";
import { Glyph } from "./glyph.tsx";
import "./issue-card.css";
import { uiWords } from "./words.ts";

export type Severity = "serious" | "look" | "minor";

export type IssueCardProps = {
  readonly severity: Severity;
  readonly title: string;
  /** Why, in two sentences at most. */
  readonly why: ReactNode;
  /** `Certain` unless a text like "92%" is given. */
  readonly confidence?: string;
  readonly icon?: LucideIcon;
  /** Where it can be seen, and what puts it right. */
  readonly links?: readonly { readonly text: string; readonly to: string }[];
  readonly actions?: ReactNode;
  /** "Gone by itself at 12:04", "Quiet until 24 November": the card is then muted. */
  readonly over?: ReactNode;
};

/** Something that is not right: what, why, how sure, and what to do. Stands in a list inside a card. */
export function IssueCard({ severity, title, why, confidence, icon, links = [], actions, over }: IssueCardProps) {
  const w = useWords(uiWords);
  const word = { serious: w.serious, look: w.worthALook, minor: w.minor }[severity];
  const tone = over ? undefined : ({ serious: "brick", look: "oak", minor: undefined } as const)[severity];
  const drawing = icon ?? (severity === "minor" ? CircleDot : TriangleAlert);
  return (
    <article className="issue" data-over={over ? true : undefined}>
      <Glyph of={drawing} {...(tone ? { tone } : {})} />
      <h3>{title}</h3>
      <p>{why}</p>
      <div className="issue-foot">
        <span>{word}</span>
        <span>{confidence ?? w.certain}</span>
        {over && <span>{over}</span>}
        {links.map(({ text, to }) => (
          <Link key={to} to={to} className="link">
            {text}
          </Link>
        ))}
        {actions}
      </div>
    </article>
  );
}
