import { useState } from "react";
import { keepDraft, type LinkDraft } from "../../lib/auth/arrival-token.ts";
import { postAuth } from "../../lib/auth/ask-auth.ts";
import { type Me, startAnew } from "../../lib/auth/me.ts";
import { useTrial } from "../../lib/auth/refusal.ts";
import { useWords } from "../../lib/words/words.ts";
import { BarePage } from "../../ui/bare-page.tsx";
import { Button } from "../../ui/button.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { NameForm } from "./name-form.tsx";
import { PasswordStep } from "./password-step.tsx";
import type { CameIn, LinkSeen } from "./shapes.ts";
import type { Words } from "./words.en.ts";
import { setUpWords } from "./words.ts";

export type TakeLinkProps = {
  readonly draft: LinkDraft;
  readonly link: LinkSeen;
  readonly me: Me | null;
  readonly onIn: (came: CameIn) => void;
  /** The link was used or ended meanwhile. */
  readonly onGone: () => void;
};

/** Who one is, then one way in; going back and forth keeps what was typed. */
export function TakeLink({ draft: first, link, me, onIn, onGone }: TakeLinkProps) {
  const w = useWords(setUpWords);
  const [draft, setDraft] = useState(first);
  const [password, setPassword] = useState("");
  const change = (next: LinkDraft): void => {
    keepDraft(next);
    setDraft(next);
  };
  const { title, lead } = wordsOf(link, w);
  if (draft.seed)
    return (
      <BarePage title={w.appTitle} lead={title}>
        <PasswordStep
          draft={{ ...draft, seed: draft.seed }}
          password={password}
          onPassword={setPassword}
          onDraft={change}
          onIn={onIn}
          onGone={onGone}
        />
      </BarePage>
    );
  return (
    <BarePage title={title} lead={lead}>
      {me && link.kind === "invitation" && <AcceptAs me={me} token={draft.token} />}
      <NameForm draft={draft} isKnown={link.kind === "entry"} onDraft={change} onIn={onIn} onGone={onGone} />
    </BarePage>
  );
}

function wordsOf({ kind, book, role, name }: LinkSeen, w: Words): { readonly title: string; readonly lead: string } {
  if (kind === "entry") return { title: w.entryTitle(name ?? ""), lead: w.entryText };
  if (kind === "invitation") return { title: w.joinTitle(book?.name ?? ""), lead: role ? w.joinText[role] : "" };
  return { title: w.ownerTitle, lead: w.ownerText };
}

/** An invitation, taken by somebody who is known here already. */
function AcceptAs({ me, token }: { readonly me: Me; readonly token: string }) {
  const w = useWords(setUpWords);
  const { busy, refusal, attempt } = useTrial();
  const accept = async (): Promise<void> => {
    const joined = await attempt("accept", () => postAuth<{ book: { id: string } }>("/link/accept", { token }));
    if (!joined) return;
    keepDraft(undefined);
    startAnew(`/?book=${encodeURIComponent(joined.book.id)}`);
  };
  return (
    <>
      <Button kind="primary" size="big" busy={busy !== undefined} onClick={() => void accept()}>
        {w.acceptAs(me.name)}
      </Button>
      <FormRefusal refusal={refusal} />
      <p className="form-or">{w.orNew}</p>
    </>
  );
}
