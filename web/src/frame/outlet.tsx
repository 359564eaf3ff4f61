import { type ComponentType, useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { Page } from "../lib/pages/define-page.ts";
import { loadComponent, pageAt, usePages } from "../lib/pages/pages.ts";
import { useStore } from "../lib/state/store.ts";
import { type Lang, langStore } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { useArrival } from "./arrival.ts";
import { PageBoundary } from "./page-boundary.tsx";
import { NotFound, PageFailed } from "./page-trouble.tsx";
import { frameWords } from "./words.ts";

type Shown = { readonly page: Page; readonly lang: Lang; readonly Component: ComponentType };

/** The page of the present address, with its words there before it shows. */
export function Outlet() {
  const [pathname] = useLocation();
  const lang = useStore(langStore);
  const page = pageAt(usePages(), pathname);
  const [shown, setShown] = useState<Shown>();
  const [failed, setFailed] = useState<{ readonly page: Page; readonly error: Error }>();
  useEffect(() => {
    let left = false;
    if (!page) return;
    Promise.all([loadComponent(page), page.words.load(lang)])
      .then(([Component]) => left || setShown({ page, lang, Component }))
      .catch((error: Error) => left || setFailed({ page, error }));
    return () => {
      left = true;
    };
  }, [page, lang]);
  const isReady = page !== undefined && shown?.page === page;
  useArrival(isReady || page === undefined);
  if (!page) return <NotFound />;
  if (failed?.page === page && !isReady) return <PageFailed />;
  if (!isReady) return <PageComing />;
  return (
    <PageBoundary key={page.id} place={pathname}>
      <shown.Component />
    </PageBoundary>
  );
}

/** Nothing for 150 ms, then where the title will stand; a sentence after two seconds. */
function PageComing() {
  const w = useWords(frameWords);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 2_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="top" aria-busy="true">
      <div className="top-words">
        <p>
          <Skeleton signs={20} />
        </p>
        {slow && <p className="top-state">{w.slow}</p>}
      </div>
    </div>
  );
}
