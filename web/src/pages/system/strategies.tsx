import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { StateChip, type Tone } from "../../ui/state-chip.tsx";
import { Table } from "../../ui/table.tsx";
import { Loading } from "./loading.tsx";
import { Parts } from "./parts.tsx";
import type { Strategy } from "./shapes.ts";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

/** How a strategy's standing looks. */
export const strategyTones: Readonly<Record<Strategy["state"], Tone>> = {
  on: "plain",
  paused: "plain",
  asks: "oak",
  refused: "brick",
  gone: "plain",
};

/** Every strategy: whether it runs, when it last looked, what it proposed. */
export default function Strategies() {
  const w = useWords(systemWords);
  const here = useHere();
  const read = useRead<{ readonly items: readonly Strategy[] }>("/strategies", { topics: ["jobs", "inbox"] });
  const items = read.data?.items;
  return (
    <>
      <PageHead title={w.title} state={w.strategies} />
      <Parts open="strategies" />
      <Card title={w.strategies} flush>
        <Loading read={read} />
        {items?.length === 0 && <Empty title={w.strategiesEmpty}>{w.strategiesEmptyText}</Empty>}
        {items && items.length > 0 && (
          <Table<Strategy>
            label={w.strategies}
            rows={items}
            keyOf={({ id }) => id}
            to={({ id }) => `/system/strategies/${encodeURIComponent(id)}`}
            columns={[
              { id: "name", title: w.name, width: "minmax(0, 3fr)", cell: (one) => <Name one={one} /> },
              {
                id: "state",
                title: w.state,
                width: "minmax(96px, 1fr)",
                cell: ({ state }) => <StateChip tone={strategyTones[state]}>{w.strategyStates[state]}</StateChip>,
              },
              {
                id: "last",
                title: w.last,
                width: "minmax(0, 1fr)",
                wideOnly: true,
                cell: ({ last }) => <span className="small">{last ? when(last.began, here) : w.never}</span>,
              },
              {
                id: "next",
                title: w.next,
                width: "minmax(0, 1fr)",
                wideOnly: true,
                cell: ({ next }) => <span className="small">{next ? when(next, here) : w.never}</span>,
              },
              {
                id: "proposed",
                title: w.proposals,
                right: true,
                width: "minmax(110px, 1fr)",
                wideOnly: true,
                cell: ({ proposed }) => <span className="small">{w.proposed(proposed)}</span>,
              },
            ]}
          />
        )}
      </Card>
    </>
  );
}

function Name({ one }: { readonly one: Strategy }) {
  return (
    <span className="system-two">
      <span className="strong">{one.title}</span>
      <span className="tiny faint">{one.why ?? one.description}</span>
    </span>
  );
}
