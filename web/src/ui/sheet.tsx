import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../lib/words/words.ts";
import { Button } from "./button.tsx";
import "./sheet.css";
import { uiWords } from "./words.ts";

export type SheetProps = {
  readonly title: string;
  /** Above the title: "Step 2 of 4". */
  readonly step?: string;
  /** `sheet` in the middle (from below on a phone), `drawer` from the right edge (a full page on a phone). */
  readonly kind?: "sheet" | "drawer";
  readonly size?: "normal" | "wide";
  /** Buttons; stays while the body scrolls. */
  readonly foot?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * A native dialog: the page behind is inert, Escape and the shade close it, and the focus goes back to where it was.
 * Render it only while it is open; load it lazily. The focus starts on what is marked `data-first-focus`, else on the title.
 */
export function Sheet({ title, step, kind = "sheet", size = "normal", foot, onClose, children }: SheetProps) {
  const w = useWords(uiWords);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // The browser would take the first control, which is Close.
    const first = element?.querySelector<HTMLElement>("[data-first-focus]") ?? element?.querySelector("h2");
    first?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same as a press on the shade
    <dialog
      ref={dialog}
      className="sheet"
      data-kind={kind}
      data-size={size}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <header className="sheet-head">
        <div>
          {step && <p className="sheet-step">{step}</p>}
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
        </div>
        <Button kind="quiet" icon={X} aria-label={w.close} onClick={onClose} />
      </header>
      <div className="sheet-body">{children}</div>
      {foot && <footer className="sheet-foot">{foot}</footer>}
    </dialog>
  );
}
