import { useLocation } from "wouter";
import type { Page } from "../lib/pages/define-page.ts";
import { pageAt, preload, usePages } from "../lib/pages/pages.ts";
import { Link } from "../lib/route/link.tsx";
import { useStore } from "../lib/state/store.ts";
import { langStore } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import { Icon } from "../ui/icon.tsx";
import { frameWords } from "./words.ts";

export type NavLinkProps = { readonly page: Page; readonly count?: number; readonly onOpen?: () => void };

/** One page in the navigation. Pointing at it fetches it, so that it opens at once. */
export function NavLink({ page, count = 0, onOpen }: NavLinkProps) {
  const lang = useStore(langStore);
  const w = useWords(frameWords);
  const [pathname] = useLocation();
  const open = pageAt(usePages(), pathname);
  const isOpen = open?.id === page.id || open?.under === page.id;
  const ahead = (): void => preload(page, lang);
  return (
    <Link
      to={page.path}
      title={page.label[lang]}
      aria-current={isOpen ? "page" : undefined}
      onPointerEnter={ahead}
      onFocus={ahead}
      onClick={onOpen}
    >
      {page.nav && <Icon of={page.nav.icon} />}
      <span>{page.label[lang]}</span>
      {count > 0 && (
        <span className="count">
          <span aria-hidden="true">{count}</span>
          <span className="hidden-text">{w.waiting(count)}</span>
        </span>
      )}
    </Link>
  );
}
