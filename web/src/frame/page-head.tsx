import { ChevronRight, History, Search } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useHasPast } from "../lib/pages/pages.ts";
import { useAsOf, useBook } from "../lib/route/address.ts";
import { Link } from "../lib/route/link.tsx";
import { useWords } from "../lib/words/words.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { openOverlay } from "./overlay-store.ts";
import { frameWords } from "./words.ts";

export type Crumb = { readonly text: string; readonly to?: string };

export type PageHeadProps = {
  /** The page's only h1, and the window's title. */
  readonly title: string;
  /** One line: how things stand. */
  readonly state?: ReactNode;
  /** Where a detail belongs; the last one is the page itself and has no `to`. */
  readonly crumbs?: readonly Crumb[];
  /** At most one primary button, plain ones before it. */
  readonly actions?: ReactNode;
  /** For the name of one sale or product: larger. */
  readonly long?: boolean;
};

/** The top row of a page. Each page renders exactly one, first. */
export function PageHead({ title, state, crumbs, actions, long = false }: PageHeadProps) {
  const w = useWords(frameWords);
  const book = useBook();
  useEffect(() => {
    document.title = [...(book === "demo" ? [w.demoShort] : []), title, "Millrace"].join(" · ");
  }, [title, book, w]);
  return (
    <div className="top">
      {crumbs && (
        <nav className="top-crumbs crumbs" aria-label={w.path}>
          {crumbs.map(({ text, to }, at) => (
            <span key={text} className="cluster">
              {at > 0 && <Icon of={ChevronRight} />}
              {to ? <Link to={to}>{text}</Link> : <span aria-current="page">{text}</span>}
            </span>
          ))}
        </nav>
      )}
      <div className="top-words">
        <h1 tabIndex={-1} data-long={long || undefined}>
          {title}
        </h1>
        {state && <p className="top-state">{state}</p>}
      </div>
      <TopTools actions={actions} />
    </div>
  );
}

function TopTools({ actions }: { readonly actions: ReactNode }) {
  const w = useWords(frameWords);
  const [asOf] = useAsOf();
  const hasPast = useHasPast();
  return (
    <div className="top-right">
      <button
        type="button"
        className="button plain find desk-only"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => openOverlay("palette")}
      >
        <Icon of={Search} />
        <span className="muted">{w.find}</span>
        <span aria-hidden="true">
          <kbd>⌘K</kbd>
        </span>
      </button>
      {hasPast && asOf === undefined && (
        <>
          <span className="desk-only">
            <Button icon={History} title={w.timeMachine} onClick={() => openOverlay("time")}>
              {w.asOfNow}
            </Button>
          </span>
          <span className="phone-only">
            <Button icon={History} aria-label={w.timeMachine} onClick={() => openOverlay("time")} />
          </span>
        </>
      )}
      {actions}
    </div>
  );
}
