import { KeyRound } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { postAuth } from "../../lib/auth/ask-auth.ts";
import type { Me } from "../../lib/auth/me.ts";
import { type BegunProof, canUsePasskeys, namedAddress, showPasskey } from "../../lib/auth/passkeys.ts";
import { useTrial } from "../../lib/auth/refusal.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { signInWords } from "./words.ts";

type In = { readonly me: Me };

const byPasskey = async (): Promise<In> =>
  postAuth<In>("/sign-in/passkey/finish", await showPasskey(await postAuth<BegunProof>("/sign-in/passkey/begin")));

/** The usual two ways in: a passkey, or password and code. */
export function PasswordForm({ onIn }: { readonly onIn: (me: Me) => void }) {
  const w = useWords(signInWords);
  const { busy, refusal, attempt } = useTrial();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState({ signIn: "", password: "", code: "" });
  const enter = async (name: string, work: () => Promise<In>): Promise<void> => {
    const entered = await attempt(name, work);
    if (entered) onIn(entered.me);
    else focusFirstError(form.current);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter("password", () => postAuth<In>("/sign-in/password", typed));
  };
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    error: refusal?.fields[name],
    onChange: (event: { target: { value: string } }) => setTyped((old) => ({ ...old, [name]: event.target.value })),
  });
  return (
    <>
      <PasskeyButton busy={busy === "passkey"} onPress={() => void enter("passkey", byPasskey)} />
      <p className="form-or">{w.or}</p>
      <form className="form" ref={form} onSubmit={submit} noValidate>
        <Field label={w.signIn} autoComplete="username" autoCapitalize="none" spellCheck={false} {...field("signIn")} />
        <Field label={w.password} type="password" autoComplete="current-password" {...field("password")} />
        <Field
          label={w.code}
          hint={w.codeHint}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          {...field("code")}
        />
        <FormRefusal refusal={refusal} />
        <Button type="submit" kind={canUsePasskeys() ? "plain" : "primary"} size="big" busy={busy === "password"}>
          {w.enter}
        </Button>
      </form>
    </>
  );
}

function PasskeyButton({ busy, onPress }: { readonly busy: boolean; readonly onPress: () => void }) {
  const w = useWords(signInWords);
  const named = namedAddress();
  if (canUsePasskeys())
    return (
      <Button kind="primary" size="big" icon={KeyRound} busy={busy} onClick={onPress}>
        {w.passkey}
      </Button>
    );
  return (
    <p className="muted pretty">
      {w.noPasskey}{" "}
      {named && (
        <a className="link" href={named}>
          {w.openNamed}
        </a>
      )}
    </p>
  );
}
