import { number } from "../../lib/format/number.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import type { DailyReport } from "./shapes.ts";
import { moneyWords } from "./words.ts";

type Figures = DailyReport["totals"][number];
type Row = { readonly id: string; readonly name: string; readonly figures: Figures; readonly to: string };

/** The day by platform and by product; each row opens its sales. */
export function ReportFigures({ report }: { readonly report: DailyReport }) {
  const w = useWords(moneyWords);
  const { from, to } = report.period;
  const days = `from=${from}&to=${to}`;
  const rowsOf = (lines: DailyReport["lines"], named: (key: string, name: string) => string, filter: string): Row[] =>
    lines.flatMap(({ key, name, figures }) =>
      figures.map((one) => ({
        id: `${key} ${one.currency}`,
        name: named(key, name),
        figures: one,
        to: `/money/sales?${days}&${filter}=${encodeURIComponent(filter === "product" ? (key.split("/").at(-1) ?? key) : key)}`,
      })),
    );
  const platforms = rowsOf(report.lines, platformName, "source");
  const products = rowsOf(report.daily?.products ?? [], (key, name) => name || key, "product");
  return (
    <>
      <FiguresCard title={w.byPlatform} rows={platforms} totals={report.totals} />
      {products.length > 0 && <FiguresCard title={w.byProduct} rows={products} totals={report.totals} />}
    </>
  );
}

type FiguresCardProps = { readonly title: string; readonly rows: readonly Row[]; readonly totals: readonly Figures[] };

function FiguresCard({ title, rows, totals }: FiguresCardProps) {
  const w = useWords(moneyWords);
  const here = useHere();
  if (rows.length === 0)
    return (
      <Card title={title}>
        <p className="muted">{w.nothingThatDay}</p>
      </Card>
    );
  // Several currencies are not added up; each row carries its own.
  const [total] = totals.length === 1 ? totals : [];
  const amount = (name: "gross" | "fees" | "refunded" | "net", id: string, text: string): Column<Row> => ({
    id,
    title: text,
    right: true,
    wideOnly: name !== "net",
    cell: ({ figures }) => <MoneyCell value={{ amount: figures[name], currency: figures.currency }} />,
    ...(total ? { sum: <MoneyCell value={{ amount: total[name], currency: total.currency }} /> } : {}),
  });
  const columns: readonly Column<Row>[] = [
    { id: "name", title: w.name, cell: ({ name }) => name, width: "minmax(0, 2fr)" },
    {
      id: "sales",
      title: w.salesTab,
      right: true,
      cell: ({ figures }) => <span className="num">{number(figures.sales, here.lang)}</span>,
      ...(total ? { sum: number(total.sales, here.lang) } : {}),
    },
    amount("gross", "gross", w.price),
    amount("fees", "fees", w.fees),
    amount("refunded", "refunded", w.refunded),
    amount("net", "net", w.youKeep),
  ];
  return (
    <Card title={title} flush>
      <Table label={title} columns={columns} rows={rows} keyOf={({ id }) => id} to={({ to }) => to} />
    </Card>
  );
}
