import { Search } from "lucide-react";
import { useDeferredValue, useRef } from "react";
import { useSearchParams } from "wouter";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { month } from "../../lib/format/time.ts";
import { useKeys } from "../../lib/keys/keys.ts";
import { useHere } from "../../lib/state/here.ts";
import { keptStore } from "../../lib/state/kept.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Figure } from "../../ui/figure.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import "../../ui/field.css";
import { ProductCards } from "./product-cards.tsx";
import { ProductTable } from "./product-table.tsx";
import { type Board, levelOf } from "./shapes.ts";
import { productsWords } from "./words.ts";

type View = "cards" | "table";
const viewStore = keptStore<View>("products-view", "cards", (value) =>
  value === "cards" || value === "table" ? value : undefined,
);

/** Every product with its prices and what it earned, what earned most this month first. */
export function AllProducts() {
  const w = useWords(productsWords);
  const here = useHere();
  const [params, setParams] = useSearchParams();
  const text = params.get("text") ?? "";
  const asked = useDeferredValue(text);
  const view = useStore(viewStore);
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus() });
  const find = (value: string): void =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === "") next.delete("text");
        else next.set("text", value);
        return next;
      },
      { replace: true },
    );
  const board = useRead<Board>("/products", {
    query: { text: asked.trim() || undefined },
    topics: ["products", "sales"],
    keepLast: true,
  });
  const { data, error } = board;
  return (
    <>
      <PageHead title={w.title} state={data && w.state(data.total, data.listings)} />
      <div className="products-bar">
        <Figure
          label={w.earnedIn(month(here.now, here))}
          value={data && (data.earned.level.state === "nothing-read" ? null : data.earned)}
          {...(data ? { ...levelOf(data.earned, w, here), to: monthSales(data) } : {})}
          symbol
        />
        <label className="products-find">
          <span className="hidden-text">{w.find}</span>
          <Icon of={Search} />
          <input
            ref={field}
            type="search"
            className="input"
            placeholder={w.find}
            aria-keyshortcuts="/"
            value={text}
            onChange={(event) => find(event.target.value)}
          />
        </label>
        <Tabs
          label={w.view}
          tabs={[
            { id: "cards", text: w.cards },
            { id: "table", text: w.table },
          ]}
          chosen={view}
          onChoose={(chosen) => viewStore.set(chosen)}
        />
      </div>
      {error && !data ? (
        <Card>
          <ErrorNote error={error} onRetry={() => void board.refetch()} />
        </Card>
      ) : data === undefined ? (
        <Waiting />
      ) : data.items.length === 0 ? (
        <Nothing board={data} text={text} onReset={() => find("")} />
      ) : view === "cards" ? (
        <ProductCards board={data} />
      ) : (
        <ProductTable board={data} />
      )}
    </>
  );
}

const monthSales = ({ period }: Board): string =>
  `/money/sales?${new URLSearchParams({ from: period.from, to: period.to })}`;

function Nothing({
  board,
  text,
  onReset,
}: {
  readonly board: Board;
  readonly text: string;
  readonly onReset: () => void;
}) {
  const w = useWords(productsWords);
  return (
    <Card>
      {board.total > 0 ? (
        <Empty title={w.noneFound(text.trim())} actions={<Button onClick={onReset}>{w.reset}</Button>}>
          {w.noneFoundText}
        </Empty>
      ) : (
        <Empty
          title={w.none}
          actions={
            <ButtonLink kind="primary" to="/platforms/connect">
              {w.connect}
            </ButtonLink>
          }
        >
          {w.noneText}
        </Empty>
      )}
    </Card>
  );
}

function Waiting() {
  return (
    <div className="products-grid" aria-busy="true">
      {[1, 2, 3, 4, 5, 6].map((key) => (
        <section className="card products-card" key={key}>
          <Skeleton signs={20} />
          <Skeleton signs={8} />
          <Skeleton signs={12} />
        </section>
      ))}
    </div>
  );
}
