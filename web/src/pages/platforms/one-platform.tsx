import { lazy, Suspense, useState } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { day, dayAndClock } from "../../lib/format/time.ts";
import { useAsOf, useBook } from "../../lib/route/address.ts";
import { useGo } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LimitsCard, ListsCard } from "./lists-and-limits.tsx";
import { MessagesCard } from "./messages-card.tsx";
import { PlatformCard } from "./platform-card.tsx";
import type { Manifest, PlatformCardData, Shown } from "./shapes.ts";
import { TroubleCard } from "./trouble-card.tsx";
import { useMay } from "./use-may.ts";
import { usePlatformActs } from "./use-platform-acts.ts";
import { WhatItCan } from "./what-it-can.tsx";
import { platformsWords } from "./words.ts";

const RemoveSheet = lazy(() => import("./remove-sheet.tsx"));

/** One platform in full: how it stands, its lists and limits, its access, its messages, and what it can do. */
export default function OnePlatform({ name }: { readonly name: string }) {
  const w = useWords(platformsWords);
  const shown = useRead<Shown>(`/platforms/${encodeURIComponent(name)}`, {
    topics: ["platforms", "sales", "products"],
    keepLast: true,
  });
  const { data, error } = shown;
  const title = data?.manifest.title ?? name;
  const crumbs = [{ text: w.title, to: "/platforms" }, { text: title }];
  const state = data?.items[0] && w.states[data.items[0].state];
  return (
    <>
      <PageHead title={title} crumbs={crumbs} state={state} />
      {error && !data && (
        <Card>
          <ErrorNote error={error} onRetry={() => void shown.refetch()} />
        </Card>
      )}
      {!data && !error && (
        <Card>
          <Skeleton signs={32} />
        </Card>
      )}
      {data && (
        <div className="stack">
          {data.items.length === 0 && <NotConnected manifest={data.manifest} />}
          {data.items.map((card) => (
            <OneAccount key={card.name} card={card} manifest={data.manifest} />
          ))}
          <Card title={w.can}>
            <WhatItCan manifest={data.manifest} />
          </Card>
        </div>
      )}
    </>
  );
}

function NotConnected({ manifest }: { readonly manifest: Manifest }) {
  const w = useWords(platformsWords);
  const mayConnect = useMay("configure");
  return (
    <Card>
      <Empty
        title={w.notConnected(manifest.title)}
        actions={
          <>
            {manifest.kind === "live" && mayConnect && (
              <ButtonLink kind="primary" to={`/platforms/connect/${manifest.platform}`}>
                {w.connectTitle(manifest.title)}
              </ButtonLink>
            )}
            <ButtonLink to="/import">{w.chooseFile}</ButtonLink>
          </>
        }
      >
        {w.notConnectedText}
      </Empty>
    </Card>
  );
}

type Props = { readonly card: PlatformCardData; readonly manifest: Manifest };

function OneAccount({ card, manifest }: Props) {
  const troubled = card.state === "reconnect" || card.state === "failing";
  return (
    <>
      {troubled && <TroubleCard card={card} manifest={manifest} />}
      <div className="pair">
        {!troubled && <PlatformCard card={card} manifest={manifest} series={undefined} />}
        {card.state !== "files" && <AccessCard card={card} />}
        {card.streams.length > 0 && <ListsCard card={card} />}
        {card.limits.length > 0 && <LimitsCard card={card} />}
        {card.state !== "files" && manifest.tells && <MessagesCard name={card.name} />}
      </div>
    </>
  );
}

function AccessCard({ card }: { readonly card: PlatformCardData }) {
  const w = useWords(platformsWords);
  const here = useHere();
  const go = useGo();
  const [asOf] = useAsOf();
  const mayConnect = useMay("configure");
  const mayOperate = useMay("operate");
  const isDemo = useBook() === "demo";
  const [removing, setRemoving] = useState(false);
  const { read } = usePlatformActs(card);
  const { account, way, connectedAt, endsAt } = card;
  const rows: readonly (readonly [string, string])[] = [
    ...(account === null ? [] : [[w.account, account] as const]),
    ...(way === null ? [] : [[w.access, way === "given" ? w.given : w.consent] as const]),
    ...(connectedAt === null ? [] : [[w.since, day(connectedAt, here)] as const]),
    ...(endsAt === null ? [] : [[w.ends, dayAndClock(endsAt, here)] as const]),
  ];
  const mayChange = asOf === undefined && mayConnect && !isDemo;
  return (
    <Card
      title={w.access}
      flush
      foot={
        asOf === undefined && (
          <>
            {mayOperate && card.state !== "paused" && (
              <Button size="slim" kind="quiet" busy={read.isPending} onClick={() => read.mutate(true)}>
                {w.readFull}
              </Button>
            )}
            {mayChange && (
              <>
                <ButtonLink size="slim" kind="quiet" to={`/platforms/connect/${encodeURIComponent(card.name)}`}>
                  {w.giveAccess}
                </ButtonLink>
                <Button size="slim" kind="harm" onClick={() => setRemoving(true)}>
                  {w.remove}
                </Button>
              </>
            )}
          </>
        )
      }
    >
      <dl className="platforms-facts">
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {removing && (
        <Suspense fallback={null}>
          <RemoveSheet card={card} onDone={() => go("/platforms")} onClose={() => setRemoving(false)} />
        </Suspense>
      )}
    </Card>
  );
}
