import { useEffect, useState } from "react";
import { askAuth } from "../../lib/auth/ask-auth.ts";
import { applyPreferences, type Me, placeInside, startAnew } from "../../lib/auth/me.ts";
import { useWords } from "../../lib/words/words.ts";
import { BarePage } from "../../ui/bare-page.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { PasswordForm } from "./password-form.tsx";
import { RecoveryForm } from "./recovery-form.tsx";
import { signInWords } from "./words.ts";

type State = { readonly unowned: boolean; readonly me: Me | null };

/** Back to where she wanted to be, as the person she is. */
const goOn = (me: Me): void => {
  applyPreferences(me.preferences);
  startAnew(placeInside(new URLSearchParams(window.location.search).get("next")));
};

export default function SignIn() {
  const w = useWords(signInWords);
  const [unowned, setUnowned] = useState(false);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    askAuth<State>("/state")
      .then((state) => {
        if (state.me) goOn(state.me);
        else setUnowned(state.unowned);
      })
      // The form says it when it is sent.
      .catch(() => {});
  }, []);
  if (unowned)
    return (
      <BarePage title={w.unowned} lead={w.unownedText}>
        <CopyText text="millrace people link" />
      </BarePage>
    );
  return (
    <BarePage title={lost ? w.lost : w.title} lead={lost ? w.lostText : undefined}>
      {lost ? <RecoveryForm onIn={goOn} /> : <PasswordForm onIn={goOn} />}
      <Button kind="quiet" onClick={() => setLost(!lost)}>
        {lost ? w.back : w.lost}
      </Button>
    </BarePage>
  );
}
