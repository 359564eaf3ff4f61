import { type FormEvent, useRef, useState } from "react";
import { postAuth } from "../../lib/auth/ask-auth.ts";
import type { Me } from "../../lib/auth/me.ts";
import { useTrial } from "../../lib/auth/refusal.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { signInWords } from "./words.ts";

/** For who comes in by passkey and has it no more: the name and one recovery code. */
export function RecoveryForm({ onIn }: { readonly onIn: (me: Me) => void }) {
  const w = useWords(signInWords);
  const { busy, refusal, attempt } = useTrial();
  const form = useRef<HTMLFormElement>(null);
  const [signIn, setSignIn] = useState("");
  const [code, setCode] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const entered = await attempt("recovery", () => postAuth<{ me: Me }>("/sign-in/recovery", { signIn, code }));
    if (entered) onIn(entered.me);
    else focusFirstError(form.current);
  };
  return (
    <form className="form" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={w.signIn}
        name="signIn"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={signIn}
        error={refusal?.fields["signIn"]}
        onChange={(event) => setSignIn(event.target.value)}
      />
      <Field
        label={w.recovery}
        hint={w.recoveryHint}
        name="code"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={code}
        error={refusal?.fields["code"]}
        onChange={(event) => setCode(event.target.value)}
      />
      <FormRefusal refusal={refusal} />
      <Button type="submit" kind="primary" size="big" busy={busy === "recovery"}>
        {w.enter}
      </Button>
      <p className="small muted pretty">{w.lostAll}</p>
    </form>
  );
}
