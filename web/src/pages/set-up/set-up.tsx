import { useEffect, useState } from "react";
import { ApiProblem } from "../../lib/api/problem.ts";
import { keepDraft, type LinkDraft, takeDraft } from "../../lib/auth/arrival-token.ts";
import { askAuth, postAuth } from "../../lib/auth/ask-auth.ts";
import { applyPreferences, type Me, startAnew } from "../../lib/auth/me.ts";
import { useWords } from "../../lib/words/words.ts";
import { BarePage } from "../../ui/bare-page.tsx";
import { Button } from "../../ui/button.tsx";
import { RecoveryCodes } from "../../ui/recovery-codes.tsx";
import { NoLink } from "./no-link.tsx";
import type { CameIn, LinkSeen } from "./shapes.ts";
import { TakeLink } from "./take-link.tsx";
import { setUpWords } from "./words.ts";

type At =
  | { readonly step: "looking" }
  | { readonly step: "offline" }
  | { readonly step: "no-link"; readonly gone: boolean; readonly me: Me | null }
  | { readonly step: "taking"; readonly draft: LinkDraft; readonly link: LinkSeen; readonly me: Me | null }
  | { readonly step: "codes"; readonly came: CameIn };

/** Where a one-time link leads: the first owner, somebody invited, or somebody who lost her way in. */
export default function SetUp() {
  const w = useWords(setUpWords);
  const [draft] = useState(takeDraft);
  const [at, setAt] = useState<At>({ step: "looking" });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try looks again
  useEffect(() => {
    void look(draft).then(setAt);
  }, [draft, tries]);
  const onIn = (came: CameIn): void => {
    keepDraft(undefined);
    applyPreferences(came.me.preferences);
    window.scrollTo(0, 0);
    setAt({ step: "codes", came });
  };
  if (at.step === "looking") return <BarePage title={w.looking}>{null}</BarePage>;
  if (at.step === "offline")
    return (
      <BarePage title={w.offlineTitle} lead={w.offlineText}>
        <Button onClick={() => setTries(tries + 1)}>{w.tryAgain}</Button>
      </BarePage>
    );
  if (at.step === "no-link") return <NoLink gone={at.gone} me={at.me} />;
  if (at.step === "taking") return <TakeLink {...at} onIn={onIn} onGone={() => setTries(tries + 1)} />;
  return (
    <BarePage title={w.codesTitle} lead={w.codesText}>
      <RecoveryCodes
        codes={at.came.recoveryCodes}
        signIn={at.came.me.signIn}
        go={w.today}
        onKept={() => startAnew("/")}
      />
    </BarePage>
  );
}

async function look(draft: LinkDraft | undefined): Promise<At> {
  try {
    const { me } = await askAuth<{ readonly me: Me | null }>("/state");
    if (!draft) return { step: "no-link", gone: false, me };
    const link = await postAuth<LinkSeen>("/link", { token: draft.token }).catch((cause: unknown) => {
      if (cause instanceof ApiProblem && !cause.isOffline && cause.status < 500) return undefined;
      throw cause;
    });
    if (link) return { step: "taking", draft, link, me };
    keepDraft(undefined);
    return { step: "no-link", gone: true, me };
  } catch {
    return { step: "offline" };
  }
}
