import { type FormEvent, useRef, useState } from "react";
import { askAuth } from "../../lib/auth/ask-auth.ts";
import type { Permission } from "../../lib/auth/me.ts";
import { useAuth, useHomeBook, useRefresh } from "../../lib/auth/read-auth.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Check, Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { AskFirst } from "./ask-first.tsx";
import { scopes } from "./roles.ts";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

type Key = {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly scopes: readonly Permission[];
  readonly madeBy: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
  readonly over: boolean;
};

export default function KeysPart() {
  const w = useWords(settingsWords);
  const keys = useAuth<{ items: readonly Key[] }>("/keys");
  return (
    <>
      <Card title={w.parts.keys.title} flush>
        {keys.error && <ErrorNote error={keys.error} onRetry={() => void keys.refetch()} />}
        <ul className="rows">
          {keys.data?.items.map((one) => (
            <KeyRow key={one.id} one={one} />
          ))}
          {keys.data?.items.length === 0 && <li className="settings-row muted">{w.keys.none}</li>}
        </ul>
      </Card>
      <MakeKey />
    </>
  );
}

function KeyRow({ one }: { readonly one: Key }) {
  const w = useWords(settingsWords);
  const here = useHere();
  const book = useHomeBook();
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const end = async (): Promise<void> => {
    await change("end", () => askAuth(`/keys/${one.id}`, { method: "DELETE", book }));
    refresh("auth");
  };
  return (
    <li className="settings-row">
      <span className="row-words">
        <span className="row-title">{one.name}</span>
        <span className="row-text">
          <span className="mono">{one.hint}</span> · {one.scopes.map((scope) => w.keys.scopes[scope]).join(", ")}
        </span>
        <span className="row-text">
          {w.keys.line(one.madeBy, one.usedAt ? time(one.usedAt, here) : w.keys.notUsed, time(one.expiresAt, here))}
        </span>
      </span>
      {one.over ? (
        <StateChip>{w.keys.over}</StateChip>
      ) : (
        <AskFirst face={w.keys.end} act={w.keys.endThis} busy={busy === "end"} onAct={() => void end()}>
          {w.keys.endText}
        </AskFirst>
      )}
      <FormRefusal refusal={refusal} />
      {sheet}
    </li>
  );
}

function MakeKey() {
  const w = useWords(settingsWords);
  const book = useHomeBook();
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [chosen, setChosen] = useState<readonly Permission[]>(["read"]);
  const [made, setMade] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // What is no number of days must not count as left out: that would make a key of the usual length.
    const asked = /^\d{1,4}$/.test(days.trim()) ? Number(days) : 0;
    const body = { name, scopes: chosen, ...(days.trim() === "" ? {} : { days: asked }) };
    const done = await change("make", async () =>
      setMade((await askAuth<{ key: string }>("/keys", { method: "POST", body, book })).key),
    );
    refresh("auth");
    if (done) setName("");
    else focusFirstError(form.current);
  };
  const toggle = (scope: Permission): void =>
    setChosen((old) => (old.includes(scope) ? old.filter((one) => one !== scope) : [...old, scope]));
  return (
    <Card title={w.keys.make}>
      <form className="form" ref={form} onSubmit={(event) => void submit(event)} noValidate>
        <div className="settings-line">
          <Field
            label={w.keys.name}
            hint={w.keys.nameHint}
            value={name}
            error={refusal?.fields["name"]}
            onChange={(event) => setName(event.target.value)}
          />
          <Field
            label={w.keys.days}
            inputMode="numeric"
            value={days}
            error={refusal?.fields["days"]}
            onChange={(event) => setDays(event.target.value)}
          />
        </div>
        <fieldset className="field">
          <legend className="field-label">{w.keys.may}</legend>
          {scopes.map((scope, at) => (
            <Check
              key={scope}
              checked={chosen.includes(scope)}
              aria-invalid={at === 0 && refusal?.fields["scopes"] ? true : undefined}
              onChange={() => toggle(scope)}
            >
              {w.keys.scopes[scope]}
            </Check>
          ))}
          {refusal?.fields["scopes"] && <p className="field-error">{refusal.fields["scopes"]}</p>}
        </fieldset>
        <FormRefusal refusal={refusal} />
        <div>
          <Button type="submit" busy={busy === "make"}>
            {w.keys.make}
          </Button>
        </div>
        {made && (
          <div className="settings-once" role="status">
            <p className="pretty">{w.keys.once}</p>
            <CopyText text={made} />
          </div>
        )}
      </form>
      {sheet}
    </Card>
  );
}
