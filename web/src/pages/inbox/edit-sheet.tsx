import { type FormEvent, useId, useRef, useState } from "react";
import { useWrite } from "../../lib/api/write.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Check, Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { toast } from "../../ui/toast-store.ts";
import { orderOf, partName } from "./act-text.ts";
import type { Act } from "./shapes.ts";
import { inboxWords } from "./words.ts";

type Part = Act["plan"][number];
type Values = Readonly<Record<string, string | boolean>>;

const first = ({ shape, text, money }: Part): string | boolean => {
  if (shape === "flag") return text === "yes" || text === "true";
  if (shape === "list") return text.split(", ").join("\n");
  return money?.amount ?? text;
};

/** Changes what may be changed of a plan. What was typed stays when it cannot be taken. */
export default function EditSheet({ act, onClose }: { readonly act: Act; readonly onClose: () => void }) {
  const w = useWords(inboxWords);
  const { lang } = useHere();
  const parts = act.plan.filter(({ editable }) => editable);
  const [values, setValues] = useState<Values>(() => Object.fromEntries(parts.map((part) => [part.name, first(part)])));
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const changes = Object.fromEntries(
    parts.flatMap((part) => {
      const value = values[part.name] ?? "";
      if (value === first(part)) return [];
      return [
        [part.name, part.shape === "list" ? linesOf(String(value)) : part.money ? plainAmount(String(value)) : value],
      ];
    }),
  );
  const write = useWrite<typeof changes, Act>(
    (body) => ({ method: "PATCH", path: `/actions/${act.id}`, body: { planHash: act.planHash, changes: body } }),
    {
      topics: ["inbox"],
      onDone: () => {
        toast(w.edited);
        onClose();
      },
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (Object.keys(changes).length === 0) onClose();
    else write.mutate(changes, { onError: () => focusFirstError(form.current) });
  };
  const title = write.error?.title;
  const wrong = (name: string): string | undefined => (title?.includes(`"${name}"`) ? title : undefined);
  const elsewhere = title !== undefined && !parts.some(({ name }) => wrong(name));
  return (
    <Sheet
      title={w.editTitle}
      step={orderOf(act, w, lang)}
      onClose={onClose}
      foot={
        <Button kind="primary" type="submit" form={id} busy={write.isPending}>
          {w.saveEdit}
        </Button>
      }
    >
      <form className="stack" id={id} ref={form} onSubmit={submit}>
        <p className="muted pretty">{parts.length === 0 ? w.editNothing : w.editHint}</p>
        {elsewhere && (
          <p className="field-error" role="alert">
            {write.error?.kind === "plan-changed" ? w.changedElsewhere : title}
          </p>
        )}
        {parts.map((part) => (
          <PartField
            key={part.name}
            part={part}
            value={values[part.name] ?? ""}
            error={wrong(part.name)}
            onChange={(value) => setValues({ ...values, [part.name]: value })}
          />
        ))}
      </form>
    </Sheet>
  );
}

const linesOf = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** An amount as the engine reads it: groups of either kind are taken away. */
const plainAmount = (text: string): string => text.replace(/[\s,\u00a0]/g, "");

type PartFieldProps = {
  readonly part: Part;
  readonly value: string | boolean;
  readonly error: string | undefined;
  readonly onChange: (value: string | boolean) => void;
};

function PartField({ part, value, error, onChange }: PartFieldProps) {
  const w = useWords(inboxWords);
  const id = useId();
  const { shape, money } = part;
  const label = money ? `${partName(part.name, w)} (${money.currency})` : partName(part.name, w);
  if (shape === "flag")
    return (
      <Check checked={value === true} onChange={(event) => onChange(event.target.checked)}>
        {label}
      </Check>
    );
  if (shape === "copy" || shape === "list")
    return (
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        <textarea
          id={id}
          className="input"
          rows={shape === "list" ? 3 : 6}
          value={String(value)}
          aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {shape === "list" && <p className="field-hint">{w.oneToALine}</p>}
        {error && <p className="field-error">{error}</p>}
      </div>
    );
  return (
    <Field
      label={label}
      amount={money !== null}
      value={String(value)}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
