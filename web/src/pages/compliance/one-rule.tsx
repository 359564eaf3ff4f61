import { PageHead } from "../../frame/page-head.tsx";
import { useRead, useReadPages } from "../../lib/api/read.ts";
import { day } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Note } from "../../ui/note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { DecisionRow } from "./refused.tsx";
import type { Board, Decision, Rule } from "./shapes.ts";
import { complianceWords } from "./words.ts";

/** One rule in full, and everything it decided. */
export default function OneRule({ id }: { readonly id: string }) {
  const w = useWords(complianceWords);
  const name = decodeURIComponent(id);
  const board = useRead<Board>("/compliance", { topics: ["inbox"] });
  const rule = board.data?.rules.find((one) => one.id === name);
  const title = rule?.title ?? name;
  return (
    <>
      <PageHead title={title} long crumbs={[{ text: w.title, to: "/compliance" }, { text: name }]} />
      <div className="stack compliance-cards">
        {board.error && <ErrorNote error={board.error} onRetry={() => void board.refetch()} />}
        {rule && <Facts rule={rule} />}
        {board.data && !rule && <Note title={w.unknownRule}>{w.unknownRuleText}</Note>}
        {!board.data && !board.error && (
          <Card title={w.does}>
            <Skeleton signs={32} />
          </Card>
        )}
        <Decisions rule={name} />
      </div>
    </>
  );
}

function Facts({ rule }: { readonly rule: Rule }) {
  const w = useWords(complianceWords);
  const here = useHere();
  const { text, effect, place, source, checkedOn, verified, stale, version } = rule;
  const compared = !verified ? w.notVerified : day(`${checkedOn}T12:00:00Z`, here);
  return (
    <Card title={w.does}>
      <p className="compliance-text">{text}</p>
      <p className="muted compliance-text">{`${w.effects[effect]}.`}</p>
      <dl className="compliance-facts">
        <dt>{w.place}</dt>
        <dd>{place === "house" ? w.house : place}</dd>
        <dt>{w.source}</dt>
        <dd>{/^https:/.test(source) ? <SourceLink url={source} /> : source}</dd>
        <dt>{w.checkedOn}</dt>
        <dd className={stale || !verified ? "oak-text" : ""}>{stale ? `${compared}. ${w.isStale}` : compared}</dd>
        <dt>{w.rule}</dt>
        <dd>
          <span className="mono">{rule.id}</span> · {w.version(version)}
        </dd>
      </dl>
      {rule.forMissingFacts > 0 && <p className="small muted">{w.missing(rule.forMissingFacts)}</p>}
    </Card>
  );
}

function SourceLink({ url }: { readonly url: string }) {
  return (
    <a className="link" href={url} rel="noreferrer" target="_blank">
      {url}
    </a>
  );
}

function Decisions({ rule }: { readonly rule: string }) {
  const w = useWords(complianceWords);
  const list = useReadPages<Decision>("/compliance/decisions", { query: { rule, limit: 50 }, topics: ["inbox"] });
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <Card title={w.decisions} flush>
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {items?.length === 0 && <Empty title={w.decisionsEmpty}>{w.decisionsEmptyText}</Empty>}
      {items === undefined && !list.error && (
        <div className="card-body">
          <Skeleton signs={32} />
        </div>
      )}
      <ul className="rows">
        {items?.map((one) => (
          <li key={`${one.action.id} ${one.said.at}`}>
            <DecisionRow one={one} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <footer className="card-foot">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {w.showMore}
          </Button>
        </footer>
      )}
    </Card>
  );
}
