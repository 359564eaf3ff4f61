import type { Me } from "../../lib/auth/me.ts";
import { useWords } from "../../lib/words/words.ts";
import { BarePage } from "../../ui/bare-page.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { setUpWords } from "./words.ts";

/** The link is used up, or somebody came here without one. */
export function NoLink({ gone, me }: { readonly gone: boolean; readonly me: Me | null }) {
  const w = useWords(setUpWords);
  return (
    <BarePage title={gone ? w.goneTitle : w.noLinkTitle} lead={gone ? w.goneText : w.noLinkText}>
      <CopyText text="millrace people link" />
      <ButtonLink kind="primary" size="big" to={me ? "/" : "/sign-in"}>
        {me ? w.toToday : w.toSignIn}
      </ButtonLink>
    </BarePage>
  );
}
