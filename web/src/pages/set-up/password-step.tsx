import { type FormEvent, useRef, useState } from "react";
import type { LinkDraft } from "../../lib/auth/arrival-token.ts";
import { postAuth } from "../../lib/auth/ask-auth.ts";
import { useTrial } from "../../lib/auth/refusal.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { type Seed, SeedPicture } from "../../ui/seed-picture.tsx";
import type { CameIn } from "./shapes.ts";
import { useWhenGone } from "./use-when-gone.ts";
import { setUpWords } from "./words.ts";

export type PasswordStepProps = {
  readonly draft: LinkDraft & { readonly seed: Seed };
  readonly password: string;
  readonly onPassword: (text: string) => void;
  readonly onDraft: (draft: LinkDraft) => void;
  readonly onIn: (came: CameIn) => void;
  readonly onGone: () => void;
};

/** A password and the first code of an authenticator app. */
export function PasswordStep({ draft, password, onPassword, onDraft, onIn, onGone }: PasswordStepProps) {
  const w = useWords(setUpWords);
  const { busy, refusal, attempt } = useTrial();
  const form = useRef<HTMLFormElement>(null);
  const [code, setCode] = useState("");
  const { token, name, signIn, seed } = draft;
  useWhenGone(refusal, onGone);
  const { seed: _, ...withoutSeed } = draft;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { token, ...(signIn === "" ? {} : { name, signIn }), password, seed: seed.seed, code };
    const came = await attempt("enter", () => postAuth<CameIn>("/link/password", body));
    if (came) onIn(came);
    else focusFirstError(form.current);
  };
  return (
    <form className="form" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <input type="hidden" name="username" autoComplete="username" value={signIn} readOnly />
      <Field
        label={w.password}
        hint={w.passwordHint}
        type="password"
        autoComplete="new-password"
        value={password}
        error={refusal?.fields["password"]}
        onChange={(event) => onPassword(event.target.value)}
      />
      <SeedPicture {...seed} />
      <Field
        label={w.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        error={refusal?.fields["code"]}
        onChange={(event) => setCode(event.target.value)}
      />
      {(refusal?.fields["signIn"] ?? refusal?.fields["name"]) !== undefined && (
        <p className="form-refusal pretty" role="alert">
          {refusal?.fields["signIn"] ?? refusal?.fields["name"]}
        </p>
      )}
      <FormRefusal refusal={refusal} />
      <div className="form-actions">
        <Button type="submit" kind="primary" size="big" busy={busy !== undefined}>
          {w.enter}
        </Button>
        <Button kind="quiet" onClick={() => onDraft(withoutSeed)}>
          {w.back}
        </Button>
      </div>
    </form>
  );
}
