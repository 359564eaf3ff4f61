import { useDeferredValue, useState } from "react";
import { day } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field } from "../../ui/field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Table } from "../../ui/table.tsx";
import type { Board, Rule } from "./shapes.ts";
import { complianceWords } from "./words.ts";

/** Every rule, those that refused first; found by any word of it. */
export function RulesTable({ board }: { readonly board: Board | undefined }) {
  const w = useWords(complianceWords);
  const here = useHere();
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed).trim().toLowerCase();
  if (board === undefined)
    return (
      <Card title={w.rules}>
        <Skeleton signs={32} />
      </Card>
    );
  const rules = board.rules.filter((rule) => wanted === "" || textOf(rule).includes(wanted));
  const place = (rule: Rule): string => (rule.place === "house" ? w.house : rule.place);
  return (
    <Card
      title={w.rules}
      end={
        <span className="small faint">{`${w.rulesFacts(board.rules.length)}, ${w.unverified(board.unverified)}`}</span>
      }
      flush
    >
      <div className="compliance-find">
        <Field
          label={w.filterRules}
          hint={w.filterHint}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {rules.length === 0 ? (
        <Empty title={w.nothingFits} actions={<Button onClick={() => setTyped("")}>{w.reset}</Button>} />
      ) : (
        <Table<Rule>
          label={w.rules}
          rows={rules}
          keyOf={({ id }) => id}
          to={({ id }) => `/compliance/rules/${encodeURIComponent(id)}`}
          columns={[
            { id: "rule", title: w.rule, width: "minmax(0, 5fr)", cell: (rule) => <RuleName rule={rule} /> },
            { id: "place", title: w.place, width: "minmax(0, 1.2fr)", cell: place, wideOnly: true },
            {
              id: "source",
              title: w.source,
              width: "minmax(0, 3fr)",
              cell: ({ source }) => <span className="small muted compliance-source">{source}</span>,
              wideOnly: true,
            },
            {
              id: "checked",
              title: w.checkedOn,
              width: "minmax(96px, 1.2fr)",
              cell: (rule) => <Compared rule={rule} text={day(`${rule.checkedOn}T12:00:00Z`, here)} />,
              wideOnly: true,
            },
            {
              id: "used",
              title: w.used,
              right: true,
              width: "minmax(92px, 1fr)",
              cell: (rule) => (
                <span className={rule.denied + rule.asked + rule.disclosed === 0 ? "num faint" : "num"}>
                  {w.usedText(rule.denied, rule.asked, rule.disclosed)}
                </span>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

function RuleName({ rule }: { readonly rule: Rule }) {
  return (
    <span className="compliance-rule">
      <span className="strong">{rule.title}</span>
      <span className="tiny faint mono">{rule.id}</span>
    </span>
  );
}

function Compared({ rule, text }: { readonly rule: Rule; readonly text: string }) {
  const w = useWords(complianceWords);
  if (!rule.verified) return <span className="small oak-text">{w.notVerified}</span>;
  return <span className={rule.stale ? "small oak-text" : "small"}>{rule.stale ? `${text}. ${w.isStale}` : text}</span>;
}

const textOf = ({ id, title, text, place, source }: Rule): string =>
  `${id} ${title} ${text} ${place} ${source}`.toLowerCase();
