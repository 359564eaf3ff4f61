import { lazy, Suspense } from "react";
import { useAsOf, useBook } from "../lib/route/address.ts";
import { useWords } from "../lib/words/words.ts";
import { ButtonLink } from "../ui/button-link.tsx";
import { DemoLabel } from "../ui/demo-label.tsx";
import { useMe } from "./frame-data.ts";
import { frameWords } from "./words.ts";

const PastBar = lazy(() => import("./past-bar.tsx"));

/** The demo label and the time-machine bar: above the title, pushing the page down, never over it. */
export function BarsAbove() {
  const w = useWords(frameWords);
  const book = useBook();
  const [asOf] = useAsOf();
  const demo = useMe().data?.demo === true && book === "demo";
  return (
    <>
      {demo && (
        <DemoLabel title={w.demoTitle} action={<ButtonLink to="/?book=main">{w.useMyShop}</ButtonLink>}>
          {w.demoText}
        </DemoLabel>
      )}
      {asOf !== undefined && (
        <Suspense>
          <PastBar asOf={asOf} />
        </Suspense>
      )}
    </>
  );
}
