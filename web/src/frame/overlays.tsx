import { lazy, Suspense } from "react";
import { useStore } from "../lib/state/store.ts";
import { closeOverlay, overlayStore } from "./overlay-store.ts";

const Palette = lazy(() => import("./palette.tsx"));
const KeyList = lazy(() => import("./key-list.tsx"));
const MoreSheet = lazy(() => import("./more-sheet.tsx"));
const TimeSheet = lazy(() => import("./time-sheet.tsx"));

/** The frame's dialogs, fetched when first opened. */
export function Overlays() {
  const open = useStore(overlayStore);
  return (
    <Suspense>
      {open === "palette" && <Palette onClose={closeOverlay} />}
      {open === "keys" && <KeyList onClose={closeOverlay} />}
      {open === "more" && <MoreSheet onClose={closeOverlay} />}
      {open === "time" && <TimeSheet onClose={closeOverlay} />}
    </Suspense>
  );
}
