import { useState } from "react";
import { useListKeys } from "../../lib/keys/use-list-keys.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { type Column, type Sort, Table } from "../../ui/table.tsx";
import { Sample } from "./sample.tsx";

type Row = { readonly id: string; readonly product: string; readonly day: string; readonly net: string };

const row = (at: number): Row => ({
  id: `S-${at}`,
  product: ["Freelance Finance Kit", "Savanna Icons", "Swahili for Clinics"][at % 3] ?? "",
  day: `${(at % 28) + 1} Nov`,
  net: `${(at * 37) % 90}.${String((at * 13) % 100).padStart(2, "0")}`,
});
const few = Array.from({ length: 5 }, (_, at) => row(at));
const many = Array.from({ length: 100_000 }, (_, at) => row(at));

const columns: readonly Column<Row>[] = [
  { id: "product", title: "Product", cell: (one) => one.product },
  { id: "day", title: "Date", cell: (one) => <span className="muted">{one.day}</span>, wideOnly: true, sortable: true },
  {
    id: "net",
    title: "Net",
    right: true,
    sortable: true,
    cell: (one) => <MoneyCell value={{ amount: one.net, currency: "USD" }} />,
    sum: "198.26",
  },
];

export function TableSamples() {
  const [sort, setSort] = useState<Sort>({ column: "net", direction: "descending" });
  const list = useListKeys<HTMLDivElement>();
  return (
    <>
      <Sample name="Table with a sum and a selection" wide>
        <div ref={list}>
          <Card title="Rows" flush>
            <Table
              label="Rows"
              columns={columns}
              rows={few}
              keyOf={(one) => one.id}
              to={(one) => `/pieces/${one.id}`}
              sort={sort}
              onSort={setSort}
              selected={new Set(["S-1"])}
              bar={<Button size="slim">Set to 39.00</Button>}
            />
          </Card>
        </div>
      </Sample>
      <Sample name="A hundred thousand rows" wide>
        <Card title="Many rows" flush>
          <Table
            label="Many rows"
            columns={columns.map(({ sum: _, ...rest }) => rest)}
            rows={many}
            keyOf={(one) => one.id}
            to={(one) => `/pieces/${one.id}`}
          />
        </Card>
      </Sample>
    </>
  );
}
