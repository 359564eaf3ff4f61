import { useState } from "react";
import { dayAndClock } from "../lib/format/time.ts";
import { fieldText, momentOf } from "../lib/format/zone-field.ts";
import { useAsOf } from "../lib/route/address.ts";
import { useHere } from "../lib/state/here.ts";
import { useWords } from "../lib/words/words.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { zoneCity } from "./book-facts.ts";
import { grouped, groupText, usePastMoments } from "./past-moments.ts";
import { frameWords } from "./words.ts";

const shownMax = 8;

/** Chooses the past moment that every page is then read as of: any minute, or one after which the books changed. */
export default function TimeSheet({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  const here = useHere();
  const [asOf, setAsOf] = useAsOf();
  const [text, setText] = useState(fieldText(asOf ? Date.parse(asOf) : here.now - 86_400_000, here.zone));
  const moments = grouped(usePastMoments()).slice(0, shownMax);
  const moment = momentOf(text, here.zone);
  const isPast = !Number.isNaN(moment) && moment < Date.now();
  const go = (to: number): void => {
    setAsOf(new Date(to).toISOString());
    onClose();
  };
  return (
    <Sheet
      title={w.openTime}
      onClose={onClose}
      foot={
        <Button kind="primary" disabled={!isPast} onClick={() => go(moment)}>
          {w.openTime}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{w.pastText}</p>
        <Field
          label={w.dateAndTime}
          hint={w.timeOf(zoneCity(here.zone))}
          error={isPast || text === "" ? undefined : w.notYet}
          type="datetime-local"
          data-first-focus
          value={text}
          max={fieldText(here.now, here.zone)}
          onChange={(event) => setText(event.target.value)}
        />
        {moments.length > 0 && (
          <div>
            <h3 className="label">{w.moments}</h3>
            <ul className="rows">
              {moments.map((one) => (
                <li key={`${one.at} ${one.items[0]?.what}`}>
                  <button type="button" className="row" onClick={() => go(Date.parse(one.at) + 1)}>
                    <span className="row-words">
                      <span className="row-title">{groupText(one, w, here)}</span>
                      <span className="row-text">{dayAndClock(one.at, here)}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Sheet>
  );
}
