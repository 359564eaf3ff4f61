import { KeyRound } from "lucide-react";
import { useState } from "react";
import { askAuth, postAuth } from "../../lib/auth/ask-auth.ts";
import type { Me } from "../../lib/auth/me.ts";
import { type BegunPasskey, canUsePasskeys, makePasskey } from "../../lib/auth/passkeys.ts";
import { useAuth, useRefresh } from "../../lib/auth/read-auth.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { RecoveryCodes } from "../../ui/recovery-codes.tsx";
import { AskFirst } from "./ask-first.tsx";
import { PasswordCard } from "./password-card.tsx";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

type Passkey = {
  readonly id: string;
  readonly name: string;
  readonly synced: boolean;
  readonly madeAt: string;
  readonly usedAt: string | null;
};

export default function WaysPart() {
  const { data: me } = useAuth<Me>("/me");
  if (!me) return null;
  return (
    <>
      <PasskeysCard />
      <PasswordCard me={me} />
      <RecoveryCard me={me} />
    </>
  );
}

function PasskeysCard() {
  const w = useWords(settingsWords).ways;
  const { data } = useAuth<{ items: readonly Passkey[] }>("/passkeys");
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const [name, setName] = useState("");
  const add = async (): Promise<void> => {
    const made = await change("add", async () => {
      const shown = await makePasskey(await postAuth<BegunPasskey>("/passkeys/begin"));
      await postAuth("/passkeys/finish", { name: name.trim() || w.newName, ...shown });
    });
    refresh("auth");
    if (made) setName("");
  };
  return (
    <Card title={w.passkeys} flush>
      <ul className="rows">
        {data?.items.map((one) => (
          <PasskeyRow key={one.id} passkey={one} />
        ))}
        {data?.items.length === 0 && <li className="settings-row muted">{w.noPasskeys}</li>}
      </ul>
      <div className="card-body form">
        {canUsePasskeys() ? (
          <>
            <Field
              label={w.passkeyName}
              hint={w.passkeyHint}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <div>
              <Button icon={KeyRound} busy={busy === "add"} onClick={() => void add()}>
                {w.addPasskey}
              </Button>
            </div>
          </>
        ) : (
          <p className="muted pretty">{w.passkeysElsewhere}</p>
        )}
        <FormRefusal refusal={refusal} />
      </div>
      {sheet}
    </Card>
  );
}

function PasskeyRow({ passkey }: { readonly passkey: Passkey }) {
  const w = useWords(settingsWords).ways;
  const here = useHere();
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const [name, setName] = useState(passkey.name);
  const path = `/passkeys/${passkey.id}`;
  const rename = async (): Promise<void> => {
    if (name.trim() === passkey.name || name.trim() === "") return;
    await change("rename", () => askAuth(path, { method: "PATCH", body: { name } }));
    refresh("auth");
  };
  const remove = async (): Promise<void> => {
    await change("remove", () => askAuth(path, { method: "DELETE" }));
    refresh("auth");
  };
  return (
    <li className="settings-row">
      <div className="row-words">
        <Field
          label={passkey.usedAt ? w.used(time(passkey.usedAt, here)) : w.made(time(passkey.madeAt, here))}
          value={name}
          error={refusal?.fields["name"]}
          onChange={(event) => setName(event.target.value)}
          onBlur={() => void rename()}
        />
      </div>
      <AskFirst face={w.remove} act={w.removePasskey} busy={busy === "remove"} onAct={() => void remove()}>
        {w.removePasskeyText}
      </AskFirst>
      <FormRefusal refusal={refusal} />
      {sheet}
    </li>
  );
}

function RecoveryCard({ me }: { readonly me: Me }) {
  const w = useWords(settingsWords).ways;
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const [codes, setCodes] = useState<readonly string[]>();
  const renew = (): Promise<boolean> =>
    change("renew", async () => setCodes((await postAuth<{ recoveryCodes: string[] }>("/recovery")).recoveryCodes));
  return (
    <Card title={w.recovery}>
      {codes ? (
        <RecoveryCodes
          codes={codes}
          signIn={me.signIn}
          go={w.done}
          onKept={() => {
            setCodes(undefined);
            refresh("auth");
          }}
        />
      ) : (
        <div className="form">
          <p className="muted pretty">{w.recoveryLeft(me.ways.recoveryLeft)}</p>
          <div>
            <Button busy={busy === "renew"} onClick={() => void renew()}>
              {w.newCodes}
            </Button>
          </div>
          <FormRefusal refusal={refusal} />
        </div>
      )}
      {sheet}
    </Card>
  );
}
