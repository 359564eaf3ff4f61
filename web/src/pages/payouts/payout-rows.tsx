import { useState } from "react";
import { isNegative, sumOf } from "../../lib/format/decimal.ts";
import { shortDay } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { less } from "./less.ts";
import type { Lines } from "./proof-card.tsx";
import type { Line, Proof } from "./shapes.ts";
import type { Words } from "./words.en.ts";
import { payoutsWords } from "./words.ts";

/** Rows shown before one asks for all. */
const fewRows = 6;

/** The rows of a payout with their sum, as the platform states them. */
export function PayoutRows({ proof, lines }: { readonly proof: Proof; readonly lines: Lines }) {
  const w = useWords(payoutsWords);
  const here = useHere();
  const [isWhole, setWhole] = useState(false);
  const all = lines.data?.pages.flatMap((page) => page.items);
  if (!all)
    return (
      <p className="payouts-wait">
        <Skeleton signs={32} />
      </p>
    );
  const amount = (text: string | null) => (
    <MoneyCell value={text === null ? null : { amount: text, currency: proof.currency }} unknown={w.noPrice} />
  );
  const { gross, fees, net, count } = proof.lines;
  const some = isWhole || count <= fewRows + 1 ? all : firstOf(all);
  const rows: readonly (Line | Rest)[] = some.length < count && !isWhole ? [...some, restOf(proof, some)] : some;
  const columns: readonly Column<Line | Rest>[] = [
    {
      id: "row",
      title: w.row,
      cell: (line) =>
        "more" in line ? <MoreRows count={line.more} onShow={() => setWhole(true)} /> : <RowName line={line} />,
    },
    // Days of a statement are the platform's own, not moments in a zone.
    {
      id: "date",
      title: w.date,
      cell: (line) => ("more" in line ? null : shortDay(line.on, { ...here, zone: "UTC" })),
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
      keyOf={(line) => ("more" in line ? "more" : String(line.number))}
      rowCount={count + 1}
      onEnd={() => {
        if (isWhole && lines.hasNextPage && !lines.isFetchingNextPage) void lines.fetchNextPage();
      }}
      to={saleOf}
    />
  );
}

/** What the rows that are not shown come to, so that all that stands there adds up to the sum. */
type Rest = { readonly more: number; readonly gross: string; readonly fees: string; readonly net: string };

/** Nobody reads hundreds of rows to see that they are equal: a few, and first of all those that differ. */
function firstOf(all: readonly Line[]): readonly Line[] {
  const chosen = new Set([...all.filter(({ differs }) => differs), ...all].slice(0, fewRows));
  return all.filter((line) => chosen.has(line));
}

function restOf({ lines }: Proof, shown: readonly Line[]): Rest {
  const rest = (of: "gross" | "fees" | "net"): string => less(lines[of], sumOf(shown.map((line) => line[of] ?? "0")));
  return { more: lines.count - shown.length, gross: rest("gross"), fees: rest("fees"), net: rest("net") };
}

function MoreRows({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  const w = useWords(payoutsWords);
  return (
    <button type="button" className="link" onClick={onShow}>
      {w.moreRows(count)}
    </button>
  );
}

const saleOf = (line: Line | Rest): string | undefined =>
  !("more" in line) && line.sale && line.about !== null ? `/money/sales/${encodeURIComponent(line.about)}` : undefined;

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
