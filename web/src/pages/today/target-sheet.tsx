import { type FormEvent, useRef, useState } from "react";
import { useWrite } from "../../lib/api/write.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { toast } from "../../ui/toast-store.ts";
import { uiWords } from "../../ui/words.ts";
import type { Target } from "./reads.ts";
import { todayWords } from "./words.ts";

type Change = { readonly currency: string; readonly month: string | null; readonly day: string | null };
type Props = { readonly currency: string; readonly target: Target | undefined; readonly onClose: () => void };

/** Grouping of either kind is left away: 12,34,567.50 and 1,234,567.50 are numbers. */
const plain = (typed: string): string | null => typed.replaceAll(/[\s,\u00a0]/g, "") || null;

/** What the owner wants to earn a month and a day. */
export default function TargetSheet({ currency, target, onClose }: Props) {
  const w = useWords(todayWords);
  const ui = useWords(uiWords);
  const before: Change = { currency, month: target?.month?.target ?? null, day: target?.day?.target ?? null };
  const [month, setMonth] = useState(before.month ?? "");
  const [day, setDay] = useState(before.day ?? "");
  const form = useRef<HTMLFormElement>(null);
  const make = (change: Change) => ({ path: "/targets", method: "PATCH" as const, body: change });
  const undo = useWrite<Change>(make, { topics: ["sales", "books"] });
  const write = useWrite<Change>(make, {
    topics: ["sales", "books"],
    onDone: () => {
      toast(w.saved, { onUndo: () => undo.mutate(before) });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const change = { currency, month: plain(month), day: plain(day) };
    write.mutate(change, { onError: () => focusFirstError(form.current) });
  };
  const wrong = write.error;
  return (
    <Sheet
      title={w.targetTitle}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" busy={write.isPending} onClick={() => form.current?.requestSubmit()}>
            {w.save}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {w.leaveIt}
          </Button>
        </>
      }
    >
      <form ref={form} onSubmit={submit} className="stack" noValidate>
        <p className="muted">{w.targetText}</p>
        <Field
          amount
          label={w.monthTarget(currency)}
          value={month}
          onChange={(event) => setMonth(event.target.value)}
          error={wrong?.fields["month"]}
        />
        <Field
          amount
          label={w.dayTarget(currency)}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          error={wrong?.fields["day"]}
        />
        {wrong && Object.keys(wrong.fields).length === 0 && <ErrorNote error={wrong} />}
        <button type="submit" className="hidden-text" tabIndex={-1} aria-hidden="true">
          {ui.edit}
        </button>
      </form>
    </Sheet>
  );
}
