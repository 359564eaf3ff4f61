import { type ReactNode, useState } from "react";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { settingsWords } from "./words.ts";

export type AskFirstProps = {
  /** The button before: "Remove". */
  readonly face: string;
  /** What will be so. */
  readonly children: ReactNode;
  /** The button that does it: "Remove this passkey". */
  readonly act: string;
  readonly busy: boolean;
  readonly onAct: () => void;
};

/** What cannot be undone: one press shows what it means, the second one does it. */
export function AskFirst({ face, children, act, busy, onAct }: AskFirstProps) {
  const w = useWords(settingsWords);
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {face}
      </Button>
    );
  return (
    <fieldset className="settings-ask" aria-label={act}>
      <p className="pretty">{children}</p>
      <div className="cluster">
        <Button
          kind="harm"
          busy={busy}
          onClick={() => {
            onAct();
            setOpen(false);
          }}
        >
          {act}
        </Button>
        <Button kind="quiet" onClick={() => setOpen(false)}>
          {w.leave}
        </Button>
      </div>
    </fieldset>
  );
}
