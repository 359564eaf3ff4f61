import { type FormEvent, useRef, useState } from "react";
import type { z } from "zod";
import type { sinkAsked, sinkKinds } from "../../../../src/api/contract/sinks.ts";
import { useRead } from "../../lib/api/read.ts";
import { ask } from "../../lib/api/request.ts";
import { useHomeBook, useRefresh } from "../../lib/auth/read-auth.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { toast } from "../../ui/toast-store.ts";
import { leastOptions } from "./place-row.tsx";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

type Kind = z.infer<typeof sinkKinds>["items"][number];
type Asked = z.input<typeof sinkAsked>;

/** A new place for messages: what it needs, then a test message; it is kept when that was taken. */
export default function AddPlace({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(settingsWords);
  const home = useHomeBook();
  const refresh = useRefresh();
  const { busy, refusal, change } = useChange();
  const { data } = useRead<z.infer<typeof sinkKinds>>("/sinks/kinds", { scope: "none", topics: [] });
  const [kindId, setKindId] = useState("");
  const [name, setName] = useState("");
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [least, setLeast] = useState<NonNullable<Asked["least"]>>("worth-a-look");
  const form = useRef<HTMLFormElement>(null);
  const kind = data?.items.find(({ id }) => id === kindId) ?? data?.items[0];
  if (!kind) return null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const filled = kind.fields.flatMap((one) => (typed[one.name] ? [[one.name, typed[one.name]]] : []));
    const body: Asked = {
      kind: kind.id,
      settings: Object.fromEntries(filled),
      least,
      ...(name === "" ? {} : { name }),
    };
    if (!(await change("add", () => ask("/sinks", { method: "POST", query: { book: home }, body }))))
      return focusFirstError(form.current);
    refresh("/sinks");
    toast(w.messages.added(kind.title));
    onClose();
  };
  return (
    <Sheet title={w.messages.add} onClose={onClose}>
      <form className="form" ref={form} onSubmit={(event) => void submit(event)} noValidate>
        <Choice
          label={w.messages.kind}
          value={kind.id}
          options={(data?.items ?? []).map(({ id, title }) => ({ value: id, text: title }))}
          onChange={(event) => setKindId(event.target.value)}
        />
        {kind.fields.map((one) => (
          <KindField
            key={`${kind.id} ${one.name}`}
            field={one}
            value={typed[one.name] ?? one.byDefault ?? ""}
            error={refusal?.fields[`settings.${one.name}`]}
            onValue={(value) => setTyped((old) => ({ ...old, [one.name]: value }))}
          />
        ))}
        <div className="settings-line">
          <Choice
            label={w.messages.alerts}
            value={least}
            options={leastOptions(w)}
            onChange={(event) => setLeast(event.target.value as typeof least)}
          />
          <Field
            label={w.messages.name}
            hint={w.messages.nameHint}
            autoCapitalize="none"
            value={name}
            error={refusal?.fields["name"]}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <FormRefusal refusal={refusal} />
        <div>
          <Button type="submit" kind="primary" busy={busy === "add"}>
            {w.messages.sendTest}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

type KindFieldProps = {
  readonly field: Kind["fields"][number];
  readonly value: string;
  readonly error: string | undefined;
  readonly onValue: (value: string) => void;
};

function KindField({ field, value, error, onValue }: KindFieldProps) {
  const same = { label: field.title, hint: field.help, error, value };
  if (field.choices.length > 0)
    return (
      <Choice
        {...same}
        options={field.choices.map((one) => ({ value: one, text: one }))}
        onChange={(event) => onValue(event.target.value)}
      />
    );
  return (
    <Field
      {...same}
      type={field.secret ? "password" : "text"}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
