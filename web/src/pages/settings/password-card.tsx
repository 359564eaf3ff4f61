import { type FormEvent, useRef, useState } from "react";
import { askAuth, postAuth } from "../../lib/auth/ask-auth.ts";
import type { Me } from "../../lib/auth/me.ts";
import { useRefresh } from "../../lib/auth/read-auth.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { type Seed, SeedPicture } from "../../ui/seed-picture.tsx";
import { toast } from "../../ui/toast-store.ts";
import { AskFirst } from "./ask-first.tsx";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

/** Password and authenticator app: make, change, take away. */
export function PasswordCard({ me }: { readonly me: Me }) {
  const all = useWords(settingsWords);
  const w = all.ways;
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const [open, setOpen] = useState(false);
  const [seed, setSeed] = useState<Seed>();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const has = me.ways.password;
  const begin = (withApp: boolean): Promise<boolean> =>
    change("begin", async () => {
      setSeed(withApp ? await postAuth<Seed>("/password/seed") : undefined);
      setOpen(true);
    });
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = seed ? { password, seed: seed.seed, code } : { password };
    if (!(await change("save", () => askAuth("/password", { method: "PUT", body })))) {
      focusFirstError(form.current);
      return;
    }
    setOpen(false);
    setPassword("");
    setCode("");
    toast(all.saved);
    refresh("auth");
  };
  const remove = async (): Promise<void> => {
    await change("remove", () => askAuth("/password", { method: "DELETE" }));
    refresh("auth");
  };
  return (
    <Card title={w.password}>
      {open ? (
        <form className="form" ref={form} onSubmit={(event) => void save(event)} noValidate>
          <Field
            label={w.newPassword}
            hint={w.passwordHint}
            type="password"
            autoComplete="new-password"
            value={password}
            error={refusal?.fields["password"]}
            onChange={(event) => setPassword(event.target.value)}
          />
          {seed && <SeedPicture {...seed} />}
          {seed && (
            <Field
              label={w.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              error={refusal?.fields["code"]}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
          <FormRefusal refusal={refusal} />
          <div className="cluster">
            <Button type="submit" kind="primary" busy={busy === "save"}>
              {w.savePassword}
            </Button>
            <Button kind="quiet" onClick={() => setOpen(false)}>
              {all.leave}
            </Button>
          </div>
        </form>
      ) : (
        <div className="form">
          <p className="muted pretty">{has ? w.passwordOn : w.passwordOff}</p>
          <div className="cluster">
            {has && (
              <Button busy={busy === "begin"} onClick={() => void begin(false)}>
                {w.changePassword}
              </Button>
            )}
            <Button busy={busy === "begin"} onClick={() => void begin(true)}>
              {has ? w.otherApp : w.makePassword}
            </Button>
            {has && (
              <AskFirst face={w.remove} act={w.removePassword} busy={busy === "remove"} onAct={() => void remove()}>
                {w.removePasswordText}
              </AskFirst>
            )}
          </div>
          <FormRefusal refusal={refusal} />
        </div>
      )}
      {sheet}
    </Card>
  );
}
