import { isNegative } from "../../lib/format/decimal.ts";
import { shortDay } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import type { Lines } from "./proof-card.tsx";
import type { Line, Proof } from "./shapes.ts";
import type { Words } from "./words.en.ts";
import { payoutsWords } from "./words.ts";

/** The rows of a payout with their sum, as the platform states them. */
export function PayoutRows({ proof, lines }: { readonly proof: Proof; readonly lines: Lines }) {
  const w = useWords(payoutsWords);
  const here = useHere();
  const rows = lines.data?.pages.flatMap((page) => page.items);
  if (!rows)
    return (
      <p className="payouts-wait">
        <Skeleton signs={32} />
      </p>
    );
  const amount = (text: string | null) => (
    <MoneyCell value={text === null ? null : { amount: text, currency: proof.currency }} unknown={w.noPrice} />
  );
  const { gross, fees, net, count } = proof.lines;
  const columns: readonly Column<Line>[] = [
    { id: "row", title: w.row, cell: (line) => <RowName line={line} /> },
    // Days of a statement are the platform's own, not moments in a zone.
    {
      id: "date",
      title: w.date,
      cell: ({ on }) => shortDay(on, { ...here, zone: "UTC" }),
      width: "110px",
      wideOnly: true,
    },
    {
      id: "price",
      title: w.price,
      cell: (line) => amount(line.gross),
      right: true,
      width: "110px",
      wideOnly: true,
      sum: amount(gross),
    },
    {
      id: "fee",
      title: w.fee,
      cell: (line) => amount(line.fees),
      right: true,
      width: "100px",
      wideOnly: true,
      sum: amount(fees),
    },
    { id: "net", title: w.net, cell: (line) => amount(line.net), right: true, width: "110px", sum: amount(net) },
  ];
  return (
    <Table
      label={w.rows}
      columns={columns}
      rows={rows}
      keyOf={({ number }) => String(number)}
      rowCount={count + 1}
      onEnd={() => {
        if (lines.hasNextPage && !lines.isFetchingNextPage) void lines.fetchNextPage();
      }}
      to={saleOf}
    />
  );
}

const saleOf = ({ sale, about }: Line): string | undefined =>
  sale && about !== null ? `/money/sales/${encodeURIComponent(about)}` : undefined;

function RowName({ line }: { readonly line: Line }) {
  const w = useWords(payoutsWords);
  return (
    <>
      {lineName(line, w)}
      {line.differs && <span className="payouts-differs brick-text small"> {w.differsHere}</span>}
    </>
  );
}

/** What a line is about, for people: the product, or the platform's own word. */
export function lineName({ sort, sale, label, net }: Line, w: Words): string {
  const product = sale?.product ?? "";
  if (product === "") return sort === "adjustment" && label !== "" ? label : w.sorts[sort];
  if (sort === "sale") return product;
  return sort === "refund" && isNegative(net) ? w.refundOf(product) : `${w.sorts[sort]}: ${product}`;
}
