import { type ReactNode, useEffect } from "react";
import { useAsOf, useIsBookKnown } from "../lib/route/address.ts";
import { useWords } from "../lib/words/words.ts";
import { Toasts } from "../ui/toasts.tsx";
import { BarsAbove } from "./bars-above.tsx";
import { useDemoWhileEmpty, useMe } from "./frame-data.ts";
import { useFrameKeys } from "./frame-keys.ts";
import { Overlays } from "./overlays.tsx";
import { Sidebar } from "./sidebar.tsx";
import { TabBar } from "./tab-bar.tsx";
import { frameWords } from "./words.ts";

/** Everything around a page: navigation, the bars above the title, dialogs, toasts. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const w = useWords(frameWords);
  const [asOf] = useAsOf();
  const { isPending, isError } = useMe();
  const isBookKnown = useIsBookKnown();
  const isKnown = isError || (!isPending && isBookKnown);
  useDemoWhileEmpty();
  useFrameKeys();
  useEffect(() => {
    document.documentElement.toggleAttribute("data-past", asOf !== undefined);
  }, [asOf]);
  return (
    <>
      <a className="skip" href="#page">
        {w.skip}
      </a>
      <div className="app">
        <Sidebar />
        <main className="main" id="page" tabIndex={-1}>
          <div className="wrap">
            {/* What is shown, and whether a bar stands above it, hangs on who looks: nothing is drawn to be pushed away. */}
            {isKnown && (
              <>
                <BarsAbove />
                {children}
              </>
            )}
          </div>
        </main>
      </div>
      <TabBar />
      {asOf !== undefined && <div className="past-edge" aria-hidden="true" />}
      <Overlays />
      <Toasts />
    </>
  );
}
