import { sumOf } from "../../lib/format/decimal.ts";
import { number } from "../../lib/format/number.ts";
import { month } from "../../lib/format/time.ts";
import { useListKeys } from "../../lib/keys/use-list-keys.ts";
import { useHere } from "../../lib/state/here.ts";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Table } from "../../ui/table.tsx";
import { PriceTag, platformsOf } from "./price-tag.tsx";
import { type Board, type Product, productAddress } from "./shapes.ts";
import { productsWords } from "./words.ts";

/** The same products as rows, with their sums. */
export function ProductTable({ board }: { readonly board: Board }) {
  const w = useWords(productsWords);
  const here = useHere();
  const lang = useStore(langStore);
  const list = useListKeys<HTMLDivElement>();
  const { currency, items } = board;
  const order = platformsOf(board);
  const cell = (amount: string) => <MoneyCell value={{ amount, currency }} />;
  const sum = (of: (one: Product) => string) => cell(sumOf(items.map(of)));
  return (
    <div ref={list}>
      <Card flush>
        <Table
          label={w.list}
          rows={items}
          keyOf={({ platform, id }) => `${platform}/${id}`}
          to={productAddress}
          columns={[
            {
              id: "name",
              title: w.product,
              width: "minmax(0, 2.4fr)",
              cell: ({ name, id }) => <span className="ellipsis">{name || id}</span>,
            },
            {
              id: "where",
              title: w.platforms,
              width: "minmax(0, 2fr)",
              wideOnly: true,
              cell: ({ listings }) => (
                <span className="cluster">
                  {listings.map((listing) => (
                    <PriceTag key={`${listing.platform}/${listing.id}`} listing={listing} order={order} />
                  ))}
                </span>
              ),
            },
            {
              id: "sales",
              title: w.sales,
              right: true,
              wideOnly: true,
              cell: (one) => <span className="num">{number(one.month.sales, lang)}</span>,
              sum: (
                <span className="num">
                  {number(
                    items.reduce((all, one) => all + one.month.sales, 0),
                    lang,
                  )}
                </span>
              ),
            },
            {
              id: "month",
              title: month(here.now, here),
              right: true,
              cell: (one) => cell(one.month.amount),
              sum: sum((one) => one.month.amount),
            },
            {
              id: "all",
              title: w.allTime,
              right: true,
              wideOnly: true,
              cell: (one) => cell(one.all.amount),
              sum: sum((one) => one.all.amount),
            },
          ]}
        />
      </Card>
    </div>
  );
}
