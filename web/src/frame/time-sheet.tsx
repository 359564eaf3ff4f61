import { useState } from "react";
import { useAsOf } from "../lib/route/address.ts";
import { useWords } from "../lib/words/words.ts";
import { Button } from "../ui/button.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { frameWords } from "./words.ts";

/** `2026-11-13T18:00` of a moment, as the browser's date field takes it. */
export function fieldText(moment: number): string {
  const local = new Date(moment - new Date(moment).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Chooses the past moment that every page is then read as of. */
export default function TimeSheet({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  const [asOf, setAsOf] = useAsOf();
  const [text, setText] = useState(fieldText(asOf ? Date.parse(asOf) : Date.now() - 86_400_000));
  const moment = Date.parse(text);
  const isPast = !Number.isNaN(moment) && moment < Date.now();
  return (
    <Sheet
      title={w.openTime}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          disabled={!isPast}
          onClick={() => {
            setAsOf(new Date(moment).toISOString());
            onClose();
          }}
        >
          {w.openTime}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{w.pastText}</p>
        <label className="field">
          <span className="label">{w.dateAndTime}</span>
          <input
            className="input"
            type="datetime-local"
            value={text}
            max={fieldText(Date.now())}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      </div>
    </Sheet>
  );
}
