import { Check } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { number } from "../../lib/format/number.ts";
import type { Series } from "../../lib/format/platform-name.ts";
import { day, month, time } from "../../lib/format/time.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Completeness } from "../../ui/completeness.tsx";
import { Figure } from "../../ui/figure.tsx";
import { NotInThePast } from "../../ui/not-in-the-past.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StateChip, type Tone } from "../../ui/state-chip.tsx";
import { Tile } from "../../ui/tile.tsx";
import { ReadingBar } from "./reading-bar.tsx";
import { begun, levelOf, lowLimit, readsOf, salesOf, writesOf } from "./say.ts";
import type { Manifest, PlatformCardData } from "./shapes.ts";
import { useMay } from "./use-may.ts";
import { usePlatformActs } from "./use-platform-acts.ts";
import { platformsWords } from "./words.ts";

const PauseSheet = lazy(() => import("./pause-sheet.tsx"));

type Props = {
  readonly card: PlatformCardData;
  readonly manifest: Manifest | undefined;
  readonly series: Series | undefined;
};

const tones: Readonly<Record<PlatformCardData["state"], Tone>> = {
  reconnect: "brick",
  failing: "brick",
  reading: "water",
  slowed: "oak",
  connected: "moss",
  paused: "plain",
  files: "plain",
};

/** One account at a platform: how it stands, what it earned, what is read and written, and what can be done now. */
export function PlatformCard({ card, manifest, series }: Props) {
  const w = useWords(platformsWords);
  const here = useHere();
  const acts = usePlatformActs(card);
  return (
    <section className="card platforms-card" aria-labelledby={`platform-${card.name}`}>
      <CardHead card={card} series={series} />
      <div className="platforms-figure">
        <Figure
          label={w.earnedIn(month(here.now, here))}
          value={card.earned.level.state === "nothing-read" ? null : card.earned}
          to={salesOf(card)}
          symbol
        />
      </div>
      <ReadingBar card={card} askedAt={acts.askedAt} />
      <Facts card={card} manifest={manifest} />
      <CardFoot card={card} acts={acts} />
    </section>
  );
}

export function CardHead({ card, series }: Pick<Props, "card" | "series">) {
  const w = useWords(platformsWords);
  const { name, title, account, listings, state } = card;
  const sub = [account, card.state === "files" && listings === 0 ? "" : w.listings(listings)]
    .filter(Boolean)
    .join(" · ");
  return (
    <header className="platforms-head">
      <Tile name={title} series={series} size="large" />
      <div>
        <h2 id={`platform-${name}`}>
          <Link to={`/platforms/${encodeURIComponent(name)}`} className="platforms-open">
            {title}
          </Link>
        </h2>
        {sub && <p className="small faint platforms-sub">{sub}</p>}
      </div>
      <StateChip tone={tones[state]} {...(state === "connected" ? { icon: Check } : {})}>
        {w.states[state]}
      </StateChip>
    </header>
  );
}

function Facts({ card, manifest }: Pick<Props, "card" | "manifest">) {
  const w = useWords(platformsWords);
  const here = useHere();
  const lang = useStore(langStore);
  const { paused, readAt, slowedUntil } = card;
  const low = lowLimit(card);
  const rows: (readonly [string, string])[] = [];
  if (paused) {
    rows.push([w.pausedOn, paused.byYou ? w.byYou(day(paused.at, here)) : w.bySomebody(day(paused.at, here))]);
    if (paused.why) rows.push([w.why, `“${paused.why}”`]);
  }
  rows.push([w.lastRead, readAt === null ? w.never : time(readAt, here)]);
  if (manifest?.kind === "live" && !paused) {
    const writes = writesOf(manifest, w, lang);
    rows.push([w.reads, begun(readsOf(manifest, w, lang))]);
    rows.push([w.writes, writes === "" ? w.writesNothing : begun(w.afterYes(writes))]);
  }
  if (slowedUntil !== null) rows.push([w.limitLeft, w.slowedUntil(time(slowedUntil, here))]);
  else if (low) {
    const left = number(Math.floor(low.remaining), lang);
    rows.push([w.limitLeft, w.limitLine(left, number(low.permits, lang), time(low.resetAt, here))]);
  }
  return (
    <dl className="platforms-facts">
      {rows.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function CardFoot({
  card,
  acts,
}: {
  readonly card: PlatformCardData;
  readonly acts: ReturnType<typeof usePlatformActs>;
}) {
  const w = useWords(platformsWords);
  const here = useHere();
  const { level, note } = levelOf(card, w, here);
  const failed = acts.read.error ?? acts.resume.error;
  return (
    <footer className="platforms-foot">
      <CardButtons card={card} acts={acts} />
      <span className="platforms-mark">
        <Completeness level={level}>{level === "complete" ? undefined : note}</Completeness>
      </span>
      {failed && (
        <p className="field-error" role="alert">
          {failed.title}
        </p>
      )}
    </footer>
  );
}

export function CardButtons({
  card,
  acts,
}: {
  readonly card: PlatformCardData;
  readonly acts: ReturnType<typeof usePlatformActs>;
}) {
  const w = useWords(platformsWords);
  const mayOperate = useMay("operate");
  const [asOf] = useAsOf();
  const [pausing, setPausing] = useState(false);
  const named = (verb: string): string => `${verb}: ${card.title}`;
  if (card.state === "files")
    return (
      <ButtonLink to="/import" kind="quiet" size="slim">
        {w.chooseFile}
      </ButtonLink>
    );
  if (asOf !== undefined) return <NotInThePast />;
  if (!mayOperate) return null;
  if (card.state === "paused")
    return (
      <Button
        kind="quiet"
        size="slim"
        busy={acts.resume.isPending}
        aria-label={named(w.resume)}
        onClick={() => acts.resume.mutate()}
      >
        {w.resume}
      </Button>
    );
  return (
    <>
      <Button
        kind="quiet"
        size="slim"
        busy={acts.read.isPending}
        aria-label={named(w.readNow)}
        onClick={() => acts.read.mutate(false)}
      >
        {w.readNow}
      </Button>
      <Button kind="quiet" size="slim" aria-label={named(w.pause)} onClick={() => setPausing(true)}>
        {w.pause}
      </Button>
      {pausing && (
        <Suspense fallback={null}>
          <PauseSheet card={card} onClose={() => setPausing(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The room a card will take. */
export function WaitingCard() {
  return (
    <section className="card platforms-card" aria-busy="true">
      <header className="platforms-head">
        <Skeleton signs={3} />
        <div>
          <Skeleton signs={12} />
        </div>
      </header>
      <div className="platforms-figure">
        <Skeleton signs={8} />
      </div>
      <div className="platforms-facts">
        <Skeleton signs={20} />
        <Skeleton signs={20} />
      </div>
    </section>
  );
}
