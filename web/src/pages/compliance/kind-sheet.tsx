import { type FormEvent, useState } from "react";
import { useWrite } from "../../lib/api/write.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { useProved } from "../../ui/proved-write.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { toast } from "../../ui/toast-store.ts";
import type { AutonomyChange, KindAutonomy } from "./shapes.ts";
import { complianceWords } from "./words.ts";

type Props = { readonly one: KindAutonomy; readonly currency: string; readonly onClose: () => void };
type Typed = {
  readonly level: KindAutonomy["level"];
  readonly mode: KindAutonomy["mode"];
  readonly perDay: string;
  readonly cost: string;
  readonly holdOut: string;
};

/** How much Millrace may do of one kind. More wants a fresh proof, less does not; what was typed stays meanwhile. */
export default function KindSheet({ one, currency, onClose }: Props) {
  const w = useWords(complianceWords);
  const [typed, setTyped] = useState<Typed>(() => typedOf(one));
  const [wrong, setWrong] = useState(false);
  const set = (change: Partial<Typed>): void => setTyped((old) => ({ ...old, ...change }));
  const write = useWrite<AutonomyChange>((body) => ({ path: `/autonomy/${one.kind}`, method: "PATCH", body }), {
    topics: ["switches", "inbox"],
    onDone: () => {
      toast(w.saved(one.title));
      onClose();
    },
  });
  const proved = useProved(write, () => w.proofFor(one.title));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const change = changeOf(one, typed);
    setWrong(change === undefined);
    if (change !== undefined) proved.send(change);
  };
  const { error } = proved;
  const costError = error?.kind === "amount-wrong" ? error.title : error?.fields["costPerDay"];
  const placed = costError !== undefined || Object.keys(error?.fields ?? {}).length > 0;
  return (
    <Sheet title={one.title.replace(/^./, (first) => first.toUpperCase())} step={w.autonomy} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <Choice
          label={w.level}
          hint={w.levelTexts[typed.level]}
          value={typed.level}
          onChange={(event) => set({ level: event.target.value as Typed["level"] })}
          options={(["off", "propose", "ask", "act"] as const).map((value) => ({ value, text: w.levels[value] }))}
        />
        {one.outside && (
          <Choice
            label={w.mode}
            hint={w.modeTexts[typed.mode]}
            value={typed.mode}
            onChange={(event) => set({ mode: event.target.value as Typed["mode"] })}
            options={(["dry", "live"] as const).map((value) => ({ value, text: w.modes[value] }))}
          />
        )}
        <Field
          label={w.perDay}
          hint={w.perDayHint}
          inputMode="numeric"
          value={typed.perDay}
          error={wrong && wholeOf(typed.perDay) === undefined ? w.wholeNumber : error?.fields["perDay"]}
          onChange={(event) => set({ perDay: event.target.value })}
        />
        <Field
          label={w.costPerDay(currency)}
          hint={w.costHint}
          amount
          value={typed.cost}
          error={costError}
          onChange={(event) => set({ cost: event.target.value })}
        />
        {one.outside && (
          <Field
            label={w.holdOut}
            hint={w.holdOutHint}
            inputMode="numeric"
            value={typed.holdOut}
            error={wrong && wholeOf(typed.holdOut) === undefined ? w.wholeNumber : error?.fields["holdOut"]}
            onChange={(event) => set({ holdOut: event.target.value })}
          />
        )}
        {error && !placed && <ErrorNote error={error} />}
        <div className="cluster">
          <Button kind="primary" type="submit" busy={proved.busy}>
            {w.save}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {w.keep}
          </Button>
        </div>
      </form>
      {proved.sheet}
    </Sheet>
  );
}

const typedOf = ({ level, mode, perDay, costPerDay, holdOut }: KindAutonomy): Typed => ({
  level,
  mode,
  perDay: perDay === null ? "" : String(perDay),
  cost: costPerDay?.amount ?? "",
  holdOut: holdOut === null ? "" : String(holdOut),
});

/** Null for an empty field, undefined for what is no whole number. */
function wholeOf(text: string): number | null | undefined {
  const plain = text.trim();
  if (plain === "") return null;
  return /^[0-9]{1,6}$/.test(plain) ? Number(plain) : undefined;
}

/** Only what differs from before; undefined when a field cannot be read. */
function changeOf(one: KindAutonomy, typed: Typed): AutonomyChange | undefined {
  const perDay = wholeOf(typed.perDay);
  const holdOut = wholeOf(typed.holdOut);
  if (perDay === undefined || holdOut === undefined) return undefined;
  const before = typedOf(one);
  return {
    ...(typed.level === before.level ? {} : { level: typed.level }),
    ...(typed.mode === before.mode ? {} : { mode: typed.mode }),
    ...(perDay === one.perDay ? {} : { perDay }),
    ...(typed.cost.trim() === before.cost ? {} : { costPerDay: typed.cost.trim() === "" ? null : typed.cost.trim() }),
    ...(holdOut === one.holdOut ? {} : { holdOut }),
  };
}
