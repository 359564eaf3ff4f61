import { useSearchParams } from "wouter";
import { useReadPages } from "../../lib/api/read.ts";
import { number } from "../../lib/format/number.ts";
import { shortDay } from "../../lib/format/time.ts";
import { useListKeys } from "../../lib/keys/use-list-keys.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { sectionOf } from "./account-name.ts";
import { moveName } from "./move-name.ts";
import { type JournalLine, type Journal as JournalPage, objectAddress } from "./shapes.ts";
import { useAccountName } from "./use-account-name.ts";
import { moneyWords } from "./words.ts";

const pageSize = 250;

/** What was booked on one account, newest first, each line with what stood on it afterwards. */
export function Journal({ path }: { readonly path: string }) {
  const w = useWords(moneyWords);
  const list = useListKeys<HTMLDivElement>();
  const [params] = useSearchParams();
  const columns = useColumns();
  const nameOf = useAccountName();
  const pages = useReadPages<JournalLine, JournalPage>(`/books/accounts/${encodeURIComponent(path)}`, {
    query: { currency: params.get("currency") ?? undefined, limit: pageSize },
    topics: ["books", "sales", "payouts"],
  });
  const { error, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const rows = pages.data?.pages.flatMap(({ items }) => items);
  const account = pages.data?.pages[0]?.account;
  return (
    <div ref={list} className="money-journal stack">
      <p className="phone-only">
        <Link to="/money/books" className="link">
          {w.allAccounts}
        </Link>
      </p>
      <Card
        title={nameOf(path)}
        end={account && <MoneyCell value={{ amount: account.said, currency: account.currency }} show="symbol" />}
        flush
        foot={<CopyText text={path} />}
      >
        <p className="small muted money-plain">{w.plain[sectionOf(path)]}</p>
        {error && !rows ? (
          <ErrorNote error={error} onRetry={() => void pages.refetch()} />
        ) : rows === undefined ? (
          <Table
            label={w.journal}
            columns={columns.map((one) => ({ ...one, cell: () => <Skeleton signs={one.right ? 5 : 12} /> }))}
            rows={[1, 2, 3, 4, 5, 6]}
            keyOf={String}
          />
        ) : rows.length === 0 ? (
          <Empty title={w.nothingOnIt} />
        ) : (
          <Table
            label={w.journal}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            rowHeight={56}
            onEnd={() => {
              if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
            }}
          />
        )}
        {rows !== undefined && error && <ErrorNote error={error} onRetry={() => void fetchNextPage()} />}
      </Card>
    </div>
  );
}

function useColumns(): readonly Column<JournalLine>[] {
  const w = useWords(moneyWords);
  const here = useHere();
  const nameOf = useAccountName();
  return [
    {
      id: "what",
      title: w.what,
      width: "minmax(0, 2fr)",
      cell: (line) => {
        const to = objectAddress(line.object);
        const name = moveName(line.meaning, w, line.source);
        const held = line.phase === "pend" ? w.heldMark : line.phase === "void" ? w.releasedMark : "";
        return (
          <>
            {to === undefined ? (
              <span>{name}</span>
            ) : (
              <Link to={to} className="table-link money-inline" data-row>
                {name}
              </Link>
            )}
            {held !== "" && <span className="small muted"> {held}</span>}
            <span className="money-second">
              {shortDay(line.occurredAt, here)} · {nameOf(line.counterpart)}
            </span>
          </>
        );
      },
    },
    {
      id: "entry",
      title: w.entry,
      width: "72px",
      right: true,
      wideOnly: true,
      cell: ({ entry }) => <span className="muted num">{number(entry, here.lang)}</span>,
    },
    { id: "amount", title: w.amount, right: true, cell: ({ amount }) => <MoneyCell value={amount} plus /> },
    { id: "balance", title: w.after, right: true, cell: ({ balance }) => <MoneyCell value={balance} /> },
  ];
}
