import { Undo2, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useStore } from "../lib/state/store.ts";
import { useWords } from "../lib/words/words.ts";
import { Button } from "./button.tsx";
import { dismissToast, type Toast, toastStore } from "./toast-store.ts";
import { uiWords } from "./words.ts";

/** Where toasts appear. There from the start, so that screen readers announce what comes into it. */
export function Toasts() {
  const toasts = useStore(toastStore);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((one) => (
        <OneToast key={one.id} toast={one} />
      ))}
    </div>
  );
}

function OneToast({ toast }: { readonly toast: Toast }) {
  const w = useWords(uiWords);
  const [held, setHeld] = useState(false);
  const left = useRef(toast.millis);
  useEffect(() => {
    if (held) return;
    const start = performance.now();
    const timer = setTimeout(() => dismissToast(toast.id), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1_500, left.current - (performance.now() - start));
    };
  }, [held, toast.id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: looking at it only holds the time; its buttons do the rest
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.onUndo && (
        <Button
          kind="quiet"
          icon={Undo2}
          onClick={() => {
            dismissToast(toast.id);
            toast.onUndo?.();
          }}
        >
          {w.undo}
        </Button>
      )}
      <Button kind="quiet" icon={X} aria-label={w.close} onClick={() => dismissToast(toast.id)} />
    </div>
  );
}
