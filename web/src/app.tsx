import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useEffect, useRef } from "react";
import { Router, useLocation } from "wouter";
import { AppFrame } from "./frame/app-frame.tsx";
import { Outlet } from "./frame/outlet.tsx";
import { signedOutStore } from "./lib/api/request.ts";
import { PagesContext, pageAt } from "./lib/pages/pages.ts";
import { useStore } from "./lib/state/store.ts";
import { langStore } from "./lib/words/lang.ts";
import { pages } from "./pages.ts";

export function App({ client }: { readonly client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <PagesContext value={pages}>
        <Router>
          <Suspense>
            <Shell />
          </Suspense>
        </Router>
      </PagesContext>
    </QueryClientProvider>
  );
}

function Shell() {
  const [pathname] = useLocation();
  const lang = useStore(langStore);
  useSignInWhenNeeded();
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  if (pageAt(pages, pathname)?.frame === "bare") {
    return (
      <main className="bare" id="page">
        <Outlet />
      </main>
    );
  }
  return (
    <AppFrame>
      <Outlet />
    </AppFrame>
  );
}

/** Whenever the engine says that nobody is signed in: to the sign-in page, which keeps the way back. */
function useSignInWhenNeeded(): void {
  const times = useStore(signedOutStore);
  const [pathname, navigate] = useLocation();
  const answered = useRef(0);
  useEffect(() => {
    // Only a new refusal leads there, not each change of the address.
    if (times === answered.current) return;
    answered.current = times;
    if (pathname === "/sign-in" || !pages.some(({ path }) => path === "/sign-in")) return;
    const back = pathname + window.location.search;
    navigate(back === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(back)}`, { replace: true });
  }, [times, pathname, navigate]);
}
