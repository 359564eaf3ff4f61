import { useReadPages } from "../../lib/api/read.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { clock, shortDay, time } from "../../lib/format/time.ts";
import { useListKeys } from "../../lib/keys/use-list-keys.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Tile } from "../../ui/tile.tsx";
import { countryName } from "./country-name.ts";
import { stateName, stateTone } from "./sale-state.ts";
import type { Filter } from "./sales-filter.ts";
import { type Sale, type SalesPage, saleAddress } from "./shapes.ts";
import { useSeries } from "./use-series.ts";
import { useTight } from "./use-tight.ts";
import { moneyWords } from "./words.ts";

export type SalesListProps = {
  readonly asked: Filter;
  readonly isFiltered: boolean;
  readonly total: number | undefined;
  readonly onReset: () => void;
};

/** Above the number from which tables are drawn only where one looks: more come as one scrolls. */
const pageSize = 250;

/** The sales of the filter, newest first; more come as one scrolls. */
export function SalesList({ asked, isFiltered, total, onReset }: SalesListProps) {
  const w = useWords(moneyWords);
  const list = useListKeys<HTMLDivElement>();
  const columns = useColumns();
  const pages = useReadPages<Sale, SalesPage>("/sales", {
    query: { ...asked, limit: pageSize },
    topics: ["sales"],
    keepLast: true,
  });
  const { error, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const rows = pages.data?.pages.flatMap(({ items }) => items);
  if (error && !rows) return <SalesError error={error} onRetry={() => void pages.refetch()} onReset={onReset} />;
  if (rows?.length === 0) return <NoSales isFiltered={isFiltered} onReset={onReset} />;
  return (
    <div ref={list}>
      <h2 className="hidden-text">{w.salesList}</h2>
      <Card flush className="money-list">
        {rows === undefined ? (
          <Table label={w.salesList} columns={waitingColumns(columns)} rows={[1, 2, 3, 4, 5, 6, 7, 8]} keyOf={String} />
        ) : (
          <Table
            label={w.salesList}
            columns={columns}
            rows={rows}
            keyOf={({ key }) => key}
            to={({ key }) => saleAddress(key)}
            rowHeight={56}
            rowCount={(total ?? rows.length) + 1}
            onEnd={() => {
              if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
            }}
          />
        )}
      </Card>
      {rows !== undefined && error && <ErrorNote error={error} onRetry={() => void fetchNextPage()} />}
    </div>
  );
}

function useColumns(): readonly Column<Sale>[] {
  const w = useWords(moneyWords);
  const here = useHere();
  const series = useSeries();
  const isTight = useTight();
  const amountWidth = isTight ? "86px" : "104px";
  const amount = (value: string | null, currency: string) => (
    <MoneyCell value={value === null ? null : { amount: value, currency }} unknown={w.states.incomplete} />
  );
  return [
    {
      id: "product",
      title: w.product,
      width: "minmax(112px, 2.4fr)",
      cell: (sale) => (
        <>
          <span className="money-product">
            {isTight && (
              <span className="desk-only">
                <Tile name={platformName(sale.source)} series={series(sale.source)} size="small" />
                <span className="hidden-text">{platformName(sale.source)}: </span>
              </span>
            )}
            <span className="money-name" title={sale.productName}>
              {sale.productName || sale.productId || w.noProduct}
            </span>
          </span>
          <span className="money-second phone-only">
            <Tile name={platformName(sale.source)} series={series(sale.source)} size="small" />
            {`${time(sale.at, here)} · ${stateName(sale, w)}`}
          </span>
        </>
      ),
    },
    {
      id: "time",
      title: w.time,
      width: isTight ? "100px" : "minmax(128px, 1fr)",
      wideOnly: true,
      cell: ({ at }) => (
        <span className="muted num">{isTight ? time(at, here) : `${shortDay(at, here)}, ${clock(at, here)}`}</span>
      ),
    },
    ...(isTight
      ? []
      : [
          {
            id: "platform",
            title: w.platform,
            width: "minmax(104px, 1fr)",
            wideOnly: true,
            cell: ({ source }: Sale) => (
              <span className="money-platform">
                <Tile name={platformName(source)} series={series(source)} size="small" />
                <span className="ellipsis" title={platformName(source)}>
                  {platformName(source)}
                </span>
              </span>
            ),
          },
          {
            id: "country",
            title: w.country,
            width: "minmax(96px, 1fr)",
            wideOnly: true,
            cell: ({ country }: Sale) => <span className="muted">{countryName(country, here.lang)}</span>,
          },
        ]),
    {
      id: "state",
      title: w.state,
      width: "minmax(112px, 1fr)",
      wideOnly: true,
      cell: (sale) => <StateChip tone={stateTone(sale.status)}>{stateName(sale, w)}</StateChip>,
    },
    {
      id: "price",
      title: w.price,
      right: true,
      width: amountWidth,
      wideOnly: true,
      cell: (sale) => amount(sale.gross, sale.currency),
    },
    {
      id: "fee",
      title: w.fee,
      right: true,
      width: amountWidth,
      wideOnly: true,
      cell: (sale) => amount(sale.fees, sale.currency),
    },
    { id: "keep", title: w.youKeep, right: true, width: amountWidth, cell: (sale) => amount(sale.net, sale.currency) },
  ];
}

/** The same table while its rows come. */
function waitingColumns(columns: readonly Column<Sale>[]): readonly Column<number>[] {
  return columns.map((column) => ({ ...column, cell: () => <Skeleton signs={column.right ? 5 : 12} /> }));
}

type NoSalesProps = Pick<SalesListProps, "isFiltered" | "onReset">;

function NoSales({ isFiltered, onReset }: NoSalesProps) {
  const w = useWords(moneyWords);
  const [asOf] = useAsOf();
  return (
    <Card flush>
      <h2 className="hidden-text">{w.salesList}</h2>
      {isFiltered ? (
        <Empty title={w.noneFits} actions={<Button onClick={onReset}>{w.reset}</Button>}>
          {w.noneFitsText}
        </Empty>
      ) : asOf !== undefined ? (
        <Empty title={w.noSalesThen}>{w.noSalesThenText}</Empty>
      ) : (
        <Empty title={w.noSales} actions={<ButtonLink to="/platforms">{w.connect}</ButtonLink>}>
          {w.noSalesText}
        </Empty>
      )}
    </Card>
  );
}

type SalesErrorProps = { readonly error: Error; readonly onRetry: () => void; readonly onReset: () => void };

function SalesError({ error, onRetry, onReset }: SalesErrorProps) {
  const w = useWords(moneyWords);
  return (
    <Card flush>
      <h2 className="hidden-text">{w.salesList}</h2>
      <ErrorNote error={error} onRetry={onRetry} actions={<Button onClick={onReset}>{w.reset}</Button>} />
    </Card>
  );
}
