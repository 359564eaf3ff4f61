import { useEffect, useState } from "react";
import { askAuth, postAuth } from "../../lib/auth/ask-auth.ts";
import { type Me, type Preferences, startAnew, takePreferences } from "../../lib/auth/me.ts";
import { useAuth, useRefresh } from "../../lib/auth/read-auth.ts";
import { singleKeysStore } from "../../lib/keys/keys.ts";
import { useStore } from "../../lib/state/store.ts";
import { langNames, langs } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Check, Choice, Field } from "../../ui/field.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { toast } from "../../ui/toast-store.ts";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";
import { zones } from "./zones.ts";

type Wanted = { readonly name?: string; readonly preferences?: Partial<Preferences> };

export default function MePart() {
  const w = useWords(settingsWords);
  const { data: me } = useAuth<Me>("/me");
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  if (!me) return null;
  const save = async (wanted: Wanted, undo?: Wanted): Promise<void> => {
    const done = await change("save", async () => {
      takePreferences((await askAuth<Me>("/me", { method: "PATCH", body: wanted })).preferences);
    });
    refresh("auth", "/me");
    if (done && undo) toast(w.saved, { onUndo: () => void save(undo) });
    else if (done) toast(w.putBack);
  };
  const prefer = (name: keyof Preferences, value: string): void =>
    void save({ preferences: { [name]: value } }, { preferences: { [name]: me.preferences[name] } });
  const { language, zone, look } = me.preferences;
  return (
    <>
      <Card title={w.parts.me.title}>
        <div className="form">
          <NameField
            me={me}
            error={refusal?.fields["name"]}
            onName={(name) => void save({ name }, { name: me.name })}
          />
          <div className="settings-line">
            <Choice
              label={w.me.language}
              value={language}
              options={[
                { value: "auto", text: w.me.asBrowser },
                ...langs.map((one) => ({ value: one, text: langNames[one] })),
              ]}
              onChange={(event) => prefer("language", event.target.value)}
            />
            <Choice
              label={w.me.look}
              value={look}
              options={[
                { value: "auto", text: w.me.asSystem },
                { value: "light", text: w.me.light },
                { value: "dark", text: w.me.dark },
              ]}
              onChange={(event) => prefer("look", event.target.value)}
            />
          </div>
          <Choice
            label={w.me.zone}
            hint={w.me.zoneHint}
            value={zone}
            options={[{ value: "auto", text: w.me.asBook }, ...zones(zone)]}
            onChange={(event) => prefer("zone", event.target.value)}
          />
          <KeysCheck />
          <FormRefusal refusal={refusal} />
        </div>
      </Card>
      <Card title={w.me.signOut}>
        <div className="form">
          <p className="muted pretty">{w.me.signOutText(me.signIn)}</p>
          <div>
            <Button
              busy={busy === "out"}
              onClick={() =>
                void change("out", () => postAuth("/sign-out")).then((done) => done && startAnew("/sign-in"))
              }
            >
              {w.me.signOut}
            </Button>
          </div>
        </div>
      </Card>
      {sheet}
    </>
  );
}

type NameFieldProps = { readonly me: Me; readonly error: string | undefined; readonly onName: (name: string) => void };

function NameField({ me, error, onName }: NameFieldProps) {
  const w = useWords(settingsWords);
  const [name, setName] = useState(me.name);
  useEffect(() => setName(me.name), [me.name]);
  const leave = (): void => {
    if (name.trim() !== me.name) onName(name);
  };
  return (
    <Field
      label={w.me.name}
      autoComplete="name"
      value={name}
      error={error}
      onChange={(event) => setName(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === "Enter" && leave()}
    />
  );
}

function KeysCheck() {
  const w = useWords(settingsWords);
  const on = useStore(singleKeysStore);
  return (
    <Check checked={on} onChange={(event) => singleKeysStore.set(event.target.checked)}>
      {w.me.singleKeys}
    </Check>
  );
}
