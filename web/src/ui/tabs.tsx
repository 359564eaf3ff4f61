import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { Link } from "../lib/route/link.tsx";

export type Tab<K extends string = string> = { readonly id: K; readonly text: ReactNode };

export type TabsProps<K extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<K>[];
  readonly chosen: K;
  readonly onChoose: (id: K) => void;
  /** What the chosen tab shows; leave out where the tabs only filter what follows. */
  readonly children?: ReactNode;
};

/** A few views of one thing. Left and right move, as everywhere. */
export function Tabs<K extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<K>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} ref={list} tabIndex={-1} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === chosen}
            aria-controls={children ? `${id}-panel` : undefined}
            tabIndex={tab.id === chosen ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.text}
          </button>
        ))}
      </div>
      {children && (
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`}>
          {children}
        </div>
      )}
    </>
  );
}

export type TabLinksProps = {
  readonly label: string;
  /** `to` is an address; the one that is open says so. */
  readonly tabs: readonly { readonly to: string; readonly text: string; readonly isOpen: boolean }[];
};

/** The parts of a page that have addresses of their own (Sales, Payouts, Books, Reports). */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ to, text, isOpen }) => (
        <Link key={to} to={to} aria-current={isOpen ? "page" : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
