import { PageHead } from "../../frame/page-head.tsx";
import { useReadPages } from "../../lib/api/read.ts";
import { time } from "../../lib/format/time.ts";
import { useBook } from "../../lib/route/address.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { ActState } from "./act-page.tsx";
import { actName, orderOf, placeName } from "./act-text.ts";
import type { EarlierItem } from "./shapes.ts";
import { inboxWords } from "./words.ts";

/** What was answered, done or over within thirty days. */
export default function Earlier() {
  const w = useWords(inboxWords);
  const book = useBook();
  const list = useReadPages<EarlierItem>("/inbox/earlier", {
    query: { book, limit: 50 },
    topics: ["inbox"],
    scope: "none",
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead
        title={w.earlierTitle}
        state={w.earlierState}
        crumbs={[{ text: w.backToInbox, to: "/inbox" }, { text: w.earlierTitle }]}
      />
      <Card flush>
        {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
        {items?.length === 0 && <Empty title={w.earlierEmpty}>{w.earlierEmptyText}</Empty>}
        {items === undefined && !list.error && (
          <div className="card-body">
            <Skeleton signs={32} />
          </div>
        )}
        {items && items.length > 0 && (
          <ul className="inbox-earlier">
            {items.map((item) => (
              <li key={item.what === "action" ? item.action.id : `step ${item.step.id}`}>
                <Row item={item} />
              </li>
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <footer className="card-foot">
            <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {w.showMore}
            </Button>
          </footer>
        )}
      </Card>
    </>
  );
}

function Row({ item }: { readonly item: EarlierItem }) {
  const w = useWords(inboxWords);
  const here = useHere();
  if (item.what === "step") {
    return (
      <div className="row">
        <span className="row-words">
          <span className="row-title">{item.step.title}</span>
          <span className="row-text">{item.step.note || w.stepKinds[item.step.kind]}</span>
        </span>
        <span className="row-end">
          <StateChip tone={item.step.state === "done" ? "moss" : "plain"}>{w.stepStates[item.step.state]}</StateChip>
          <span className="inbox-when">{time(item.at, here)}</span>
        </span>
      </div>
    );
  }
  const { action } = item;
  return (
    <Link className="row" to={`/inbox/act/${action.id}/all`}>
      <span className="row-words">
        <span className="row-title">{orderOf(action, w, here.lang)}</span>
        <span className="row-text">{w.kindAt(actName(action, w), placeName(action.target, w))}</span>
      </span>
      <span className="row-end">
        <ActState act={action} />
        <span className="inbox-when">{time(item.at, here)}</span>
      </span>
    </Link>
  );
}
