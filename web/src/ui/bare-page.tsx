import { type ReactNode, useEffect } from "react";
import { authWords } from "../lib/auth/words.ts";
import { useStore } from "../lib/state/store.ts";
import { langNames, langStore, langs } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import "./bare-page.css";
import { BrandMark } from "./brand-mark.tsx";

export type BarePageProps = {
  readonly title: string;
  /** One sentence below it. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
};

/** A page before anybody is known: the logo, one card, and the language, which nobody could set yet. */
export function BarePage({ title, lead, children }: BarePageProps) {
  const w = useWords(authWords);
  const chosen = useStore(langStore);
  useEffect(() => {
    document.title = `${title} · Millrace`;
  }, [title]);
  return (
    <div className="bare-page">
      <p className="bare-brand">
        <BrandMark />
        Millrace
      </p>
      <section className="card bare-card" aria-labelledby="bare-title">
        <header className="bare-head">
          <h1 id="bare-title" tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="muted pretty">{lead}</p>}
        </header>
        {children}
      </section>
      <nav className="bare-langs" aria-label={w.language}>
        {langs.map((lang) => (
          <button
            key={lang}
            type="button"
            lang={lang}
            className="button quiet"
            aria-pressed={lang === chosen}
            onClick={() => langStore.set(lang)}
          >
            {langNames[lang]}
          </button>
        ))}
      </nav>
    </div>
  );
}
