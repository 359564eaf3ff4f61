import { dayAndClock, month, time } from "../../lib/format/time.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Figure } from "../../ui/figure.tsx";
import { Path, type PathStep } from "../../ui/path.tsx";
import { CardHead } from "./platform-card.tsx";
import { levelOf, readsOf, salesOf } from "./say.ts";
import type { Manifest, PlatformCardData } from "./shapes.ts";
import { useMay } from "./use-may.ts";
import { usePlatformActs } from "./use-platform-acts.ts";
import { platformsWords } from "./words.ts";

type Props = { readonly card: PlatformCardData; readonly manifest: Manifest | undefined };

/** What cannot be read, full width, with its fix in it. */
export function TroubleCard({ card, manifest }: Props) {
  const w = useWords(platformsWords);
  const here = useHere();
  const { title, state, trouble, readAt } = card;
  const since = trouble?.since ? time(trouble.since, here) : time(card.connectedAt ?? here.now, here);
  const { level, note } = levelOf(card, w, here);
  return (
    <section className="card platforms-trouble" aria-labelledby={`platform-${card.name}`}>
      <div>
        <CardHead card={card} series={undefined} />
        <p className="muted pretty platforms-said">{(state === "reconnect" ? w.refused : w.notRead)(title, since)}</p>
        {trouble && (
          <p className="small faint pretty">
            {w.itSays} <q lang="en">{trouble.sentence}</q>
          </p>
        )}
        <div className="platforms-two">
          <Figure
            label={w.earnedIn(month(here.now, here))}
            value={card.earned.level.state === "nothing-read" ? null : card.earned}
            to={salesOf(card)}
            level={level}
            note={level === "least" ? undefined : note}
            symbol
          />
          <Figure label={w.countedTo} value={readAt === null ? w.never : dayAndClock(readAt, here)} />
        </div>
      </div>
      <Fix card={card} manifest={manifest} />
    </section>
  );
}

function Fix({ card, manifest }: Props) {
  const w = useWords(platformsWords);
  const lang = useStore(langStore);
  const [asOf] = useAsOf();
  const mayConnect = useMay("configure");
  const mayOperate = useMay("operate");
  const { read } = usePlatformActs(card);
  const broken = card.state === "reconnect";
  const first: PathStep = broken
    ? {
        id: "access",
        title: w.fixAccess(card.title),
        text: manifest && <span className="muted">{w.fixAccessText(readsOf(manifest, w, lang))}</span>,
        at: "now",
      }
    : { id: "try", title: w.tryNow, at: "now" };
  const steps: readonly PathStep[] = [
    first,
    { id: "read", title: w.fixRead, at: "later" },
    { id: "whole", title: w.fixWhole, at: "later" },
  ];
  return (
    <div className="platforms-fix">
      <Path steps={steps} />
      {asOf === undefined && (
        <div className="cluster">
          {broken && mayConnect && (
            <ButtonLink kind="primary" size="big" to={`/platforms/connect/${encodeURIComponent(card.name)}`}>
              {w.giveAccess}
            </ButtonLink>
          )}
          {mayOperate && (
            <Button
              kind={broken ? "quiet" : "primary"}
              size="big"
              busy={read.isPending}
              onClick={() => read.mutate(false)}
            >
              {w.tryNow}
            </Button>
          )}
          {broken && !mayConnect && <p className="small muted">{w.mayNot}</p>}
        </div>
      )}
      {read.error && (
        <p className="field-error" role="alert">
          {read.error.title}
        </p>
      )}
    </div>
  );
}
