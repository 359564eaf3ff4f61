import { useEffect, useState } from "react";
import type { z } from "zod";
import type { sink, sinkChange } from "../../../../src/api/contract/sinks.ts";
import { ask } from "../../lib/api/request.ts";
import { useHomeBook, useRefresh } from "../../lib/auth/read-auth.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Check, Choice, Field } from "../../ui/field.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { toast } from "../../ui/toast-store.ts";
import { AskFirst } from "./ask-first.tsx";
import { useChange } from "./use-change.tsx";
import type { Words } from "./words.en.ts";
import { settingsWords } from "./words.ts";

type Place = z.infer<typeof sink>;
type Wanted = z.input<typeof sinkChange>;

export const leastOptions = (w: Words) =>
  (["serious", "worth-a-look", "minor", "none"] as const).map((value) => ({ value, text: w.messages.least[value] }));

/** "22:00-07:00" of "22:00-07:00 Africa/Nairobi". */
const hoursOf = (quiet: string | null): string => quiet?.split(" ")[0] ?? "";

/** One place where messages go: what goes there, when it is left alone, whether it takes them. */
export function PlaceRow({ place }: { readonly place: Place }) {
  const w = useWords(settingsWords);
  const here = useHere();
  const home = useHomeBook();
  const refresh = useRefresh();
  const { busy, refusal, change } = useChange();
  const path = `/sinks/${place.name}`;
  const save = async (wanted: Wanted, undo?: Wanted): Promise<void> => {
    const done = await change("save", () => ask(path, { method: "PATCH", query: { book: home }, body: wanted }));
    refresh("/sinks");
    if (done) toast(undo ? w.saved : w.putBack, undo ? { onUndo: () => void save(undo) } : {});
  };
  const test = async (): Promise<void> => {
    if (await change("test", () => ask(`${path}/test`, { method: "POST" }))) toast(w.messages.tested(place.name));
    refresh("/sinks");
  };
  const remove = async (): Promise<void> => {
    await change("remove", () => ask(path, { method: "DELETE" }));
    refresh("/sinks");
  };
  return (
    <li className="settings-row">
      <div className="row-words form">
        <div>
          <span className="row-title">
            {place.name === place.kind ? place.title : `${place.title} · ${place.name}`}
          </span>
          <span className={place.failure ? "row-text brick-text" : "row-text"}>
            {place.failure ?? (place.sentAt ? w.messages.sent(time(place.sentAt, here)) : w.messages.never)}
          </span>
        </div>
        <div className="settings-line">
          <Choice
            label={w.messages.alerts}
            value={place.least}
            options={leastOptions(w)}
            onChange={(event) => void save({ least: event.target.value as Place["least"] }, { least: place.least })}
          />
          <QuietField
            quiet={place.quiet}
            onQuiet={(quiet) => void save({ quiet }, { quiet: hoursOf(place.quiet) || "none" })}
          />
        </div>
        <Check
          checked={place.reports}
          onChange={(event) => void save({ reports: event.target.checked }, { reports: place.reports })}
        >
          {w.messages.reports}
        </Check>
        <div className="cluster">
          <Button busy={busy === "test"} onClick={() => void test()}>
            {w.messages.test}
          </Button>
          {!place.standing && (
            <AskFirst
              face={w.ways.remove}
              act={w.messages.remove(place.name)}
              busy={busy === "remove"}
              onAct={() => void remove()}
            >
              {w.messages.removeText}
            </AskFirst>
          )}
        </div>
        <FormRefusal refusal={refusal} />
      </div>
    </li>
  );
}

function QuietField({ quiet, onQuiet }: { readonly quiet: string | null; readonly onQuiet: (typed: string) => void }) {
  const w = useWords(settingsWords);
  const kept = hoursOf(quiet);
  const [typed, setTyped] = useState(kept);
  useEffect(() => setTyped(kept), [kept]);
  const leave = (): void => {
    if (typed.trim() !== kept) onQuiet(typed.trim() === "" ? "none" : typed.trim());
  };
  return (
    <Field
      label={w.messages.quiet}
      placeholder="22:00-07:00"
      hint={w.messages.quietHint}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === "Enter" && leave()}
    />
  );
}
