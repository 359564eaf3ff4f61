import { FileText, Plug } from "lucide-react";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { type Series, seriesOf } from "../../lib/format/platform-name.ts";
import { Link } from "../../lib/route/link.tsx";
import { useWords } from "../../lib/words/words.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { Tile } from "../../ui/tile.tsx";
import { PlatformCard, WaitingCard } from "./platform-card.tsx";
import type { Board, Manifest } from "./shapes.ts";
import { TroubleCard } from "./trouble-card.tsx";
import { useMay } from "./use-may.ts";
import { platformsWords } from "./words.ts";

/** Trouble first with its fix in it, then what sells by what it earned, then files and what can be connected. */
export function BoardView() {
  const w = useWords(platformsWords);
  const mayConnect = useMay("configure");
  const board = useRead<Board>("/platforms", { topics: ["platforms", "sales", "products"], keepLast: true });
  const { data, error } = board;
  const trouble = data?.items.filter(({ state }) => state === "reconnect" || state === "failing") ?? [];
  const others = data?.items.filter(({ state }) => state !== "reconnect" && state !== "failing") ?? [];
  const sells = data?.items.filter(({ state }) => state !== "paused").length;
  const isAllPaused = sells === 0 && others.length > 0;
  const state = sells === undefined ? undefined : isAllPaused ? w.allPaused : w.sells(sells);
  const kind = trouble.length > 0 ? "plain" : "primary";
  const connect = mayConnect && (
    <ButtonLink to="/platforms/connect" kind={kind} icon={Plug}>
      {w.connect}
    </ButtonLink>
  );
  return (
    <>
      <PageHead title={w.title} state={state} actions={connect} />
      {error && !data ? (
        <Card>
          <ErrorNote error={error} onRetry={() => void board.refetch()} />
        </Card>
      ) : (
        <>
          <div className="platforms-grid">
            {data === undefined && [1, 2, 3].map((key) => <WaitingCard key={key} />)}
            {trouble.map((card) => (
              <TroubleCard key={card.name} card={card} manifest={manifestOf(data, card.platform)} />
            ))}
            {others.map((card) => (
              <PlatformCard
                key={card.name}
                card={card}
                manifest={manifestOf(data, card.platform)}
                series={seriesIn(data, card.platform)}
              />
            ))}
            {data?.items.length === 0 && (
              <Card className="platforms-none">
                <Empty title={w.empty}>{mayConnect ? w.emptyText : `${w.emptyText} ${w.mayNot}`}</Empty>
              </Card>
            )}
            <FileCard />
          </div>
          {data && <Another data={data} mayConnect={mayConnect} />}
        </>
      )}
    </>
  );
}

const manifestOf = (board: Board | undefined, platform: string): Manifest | undefined =>
  board?.known.find((one) => one.platform === platform);

function seriesIn(board: Board | undefined, platform: string): Series | undefined {
  return seriesOf(platform, [...new Set(board?.items.map((one) => one.platform))].toSorted());
}

function FileCard() {
  const w = useWords(platformsWords);
  return (
    <section className="card platforms-file" aria-labelledby="platforms-file">
      <Glyph of={FileText} />
      <div>
        <h2 id="platforms-file">{w.fileTitle}</h2>
        <p className="muted pretty">{w.fileText}</p>
      </div>
      <ButtonLink to="/import">{w.chooseFile}</ButtonLink>
    </section>
  );
}

function Another({ data, mayConnect }: { readonly data: Board; readonly mayConnect: boolean }) {
  const w = useWords(platformsWords);
  const used = new Set(data.items.map(({ platform }) => platform));
  const live = data.known.filter((one) => one.kind === "live" && !used.has(one.platform) && mayConnect);
  const files = data.known.filter((one) => one.kind === "files" && !used.has(one.platform));
  return (
    <div className="platforms-more">
      {live.length > 0 && (
        <section aria-labelledby="platforms-another">
          <h2 id="platforms-another">{w.another}</h2>
          <Names all={live} to={({ platform }) => `/platforms/connect/${platform}`} />
        </section>
      )}
      {files.length > 0 && (
        <section aria-labelledby="platforms-by-file">
          <h2 id="platforms-by-file">{w.byFile}</h2>
          <Names all={files} to={() => "/import"} />
        </section>
      )}
    </div>
  );
}

function Names({ all, to }: { readonly all: readonly Manifest[]; readonly to: (one: Manifest) => string }) {
  return (
    <ul className="platforms-names">
      {all.map((one) => (
        <li key={one.platform}>
          <Link to={to(one)}>
            <Tile name={one.title} />
            {one.title}
          </Link>
        </li>
      ))}
    </ul>
  );
}
