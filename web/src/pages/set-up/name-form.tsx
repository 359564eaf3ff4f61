import { KeyRound } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import type { LinkDraft } from "../../lib/auth/arrival-token.ts";
import { postAuth } from "../../lib/auth/ask-auth.ts";
import { type BegunPasskey, canUsePasskeys, makePasskey, namedAddress } from "../../lib/auth/passkeys.ts";
import { useTrial } from "../../lib/auth/refusal.ts";
import { authWords } from "../../lib/auth/words.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { focusFirstError } from "../../ui/focus-first-error.ts";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import type { CameIn } from "./shapes.ts";
import { useWhenGone } from "./use-when-gone.ts";
import { setUpWords } from "./words.ts";

export type NameFormProps = {
  readonly draft: LinkDraft;
  /** Who is known is not asked for names. */
  readonly isKnown: boolean;
  readonly onDraft: (draft: LinkDraft) => void;
  readonly onIn: (came: CameIn) => void;
  readonly onGone: () => void;
};

/** Names, and the passkey; or on to password and code. */
export function NameForm({ draft, isKnown, onDraft, onIn, onGone }: NameFormProps) {
  const w = useWords(setUpWords);
  const { busy, refusal, attempt } = useTrial();
  const needs = useWords(authWords);
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(false);
  useWhenGone(refusal, onGone);
  const { token, name, signIn } = draft;
  const who = isKnown ? { token } : { token, name, signIn };
  /** All empty fields at once; anything else only the engine can tell. */
  const isMissing = (): boolean => {
    const missing = !isKnown && (name.trim() === "" || signIn.trim() === "");
    setAsked(missing);
    if (missing) focusFirstError(form.current);
    return missing;
  };
  const needed = (text: string): string | undefined => (asked && text.trim() === "" ? needs.needed : undefined);
  const byPasskey = async (): Promise<CameIn> => {
    const shown = await makePasskey(await postAuth<BegunPasskey>("/link/passkey/begin", who));
    return postAuth<CameIn>("/link/passkey/finish", { ...who, ...shown });
  };
  const takePasskey = async (): Promise<void> => {
    if (isMissing()) return;
    const came = await attempt("passkey", byPasskey);
    if (came) onIn(came);
    else focusFirstError(form.current);
  };
  const takePassword = async (): Promise<void> => {
    if (isMissing()) return;
    const seed = await attempt("password", () => postAuth<NonNullable<LinkDraft["seed"]>>("/link/seed", who));
    if (seed) onDraft({ ...draft, seed });
    else focusFirstError(form.current);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void (canUsePasskeys() ? takePasskey() : takePassword());
  };
  return (
    <form className="form" ref={form} onSubmit={submit} noValidate>
      {!isKnown && (
        <>
          <Field
            label={w.name}
            hint={w.nameHint}
            name="name"
            autoComplete="name"
            value={name}
            error={needed(name) ?? refusal?.fields["name"]}
            onChange={(event) => onDraft({ ...draft, name: event.target.value })}
          />
          <Field
            label={w.signIn}
            hint={w.signInHint}
            name="signIn"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={signIn}
            error={needed(signIn) ?? refusal?.fields["signIn"]}
            onChange={(event) => onDraft({ ...draft, signIn: event.target.value })}
          />
        </>
      )}
      <FormRefusal refusal={refusal} />
      <Ways busy={busy} token={token} onPassword={() => void takePassword()} />
    </form>
  );
}

type WaysProps = { readonly busy: string | undefined; readonly token: string; readonly onPassword: () => void };

function Ways({ busy, token, onPassword }: WaysProps) {
  const w = useWords(setUpWords);
  const named = namedAddress(`#${token}`);
  if (!canUsePasskeys())
    return (
      <div className="form-actions">
        <p className="small muted pretty">
          {w.noPasskey}{" "}
          {named && (
            <a className="link" href={named}>
              {w.openNamed}
            </a>
          )}
        </p>
        <Button type="submit" kind="primary" size="big" busy={busy === "password"}>
          {w.goOn}
        </Button>
      </div>
    );
  return (
    <div className="form-actions">
      <Button type="submit" kind="primary" size="big" icon={KeyRound} busy={busy === "passkey"}>
        {w.passkey}
      </Button>
      <p className="small muted pretty">{w.passkeyText}</p>
      <Button kind="quiet" busy={busy === "password"} onClick={onPassword}>
        {w.usePassword}
      </Button>
    </div>
  );
}
