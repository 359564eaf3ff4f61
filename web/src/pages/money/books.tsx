import { Download } from "lucide-react";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { day } from "../../lib/format/time.ts";
import { useBook } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { MoneyTabs } from "../../ui/money-tabs.tsx";
import { AccountTree, TreeWaiting } from "./account-tree.tsx";
import { BooksCheck } from "./books-check.tsx";
import { Journal } from "./journal.tsx";
import type { Accounts } from "./shapes.ts";
import { startDownload } from "./start-download.ts";
import { useMay } from "./use-may.ts";
import { moneyWords } from "./words.ts";

/** What the books say: every account in a seller's words, what was booked on one, and whether all of it is sound. */
export default function Books({ open }: { readonly open?: string }) {
  const w = useWords(moneyWords);
  const here = useHere();
  const { data, error, refetch } = useRead<Accounts>("/books/accounts", { topics: ["books", "sales", "payouts"] });
  const state = data?.past ? w.asTheyStood(day(data.asOf, here)) : w.booksState;
  return (
    <>
      <PageHead title={w.booksTitle} state={state} actions={<ExportBooks />} />
      <div className="stack">
        <MoneyTabs open="books" />
        <BooksCheck />
        <div className="split money-books" data-open={open !== undefined || undefined}>
          <Card title={w.accountsTitle} flush className="money-tree">
            {error ? (
              <ErrorNote error={error} onRetry={() => void refetch()} />
            ) : data ? (
              <AccountTree accounts={data.accounts} open={open} />
            ) : (
              <TreeWaiting />
            )}
          </Card>
          {open === undefined ? (
            <Card className="money-journal desk-only">
              <p className="muted">{w.chooseAccount}</p>
            </Card>
          ) : (
            <Journal key={open} path={open} />
          )}
        </div>
      </div>
    </>
  );
}

const formats = ["csv", "hledger", "beancount", "jsonl"] as const;

function ExportBooks() {
  const w = useWords(moneyWords);
  const book = useBook();
  if (!useMay("export")) return null;
  return (
    <Menu
      label={w.exportBooks}
      side="right"
      face={
        <>
          <Icon of={Download} />
          {w.exportBooks}
        </>
      }
      items={formats.map((format) => ({
        id: format,
        text: w.formats[format],
        onPick: () => startDownload("/books/download", { format, book }),
      }))}
    />
  );
}
