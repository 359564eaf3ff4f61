import { Printer } from "lucide-react";
import { useState } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { day } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Choice } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type Month, monthsUntil } from "./months.ts";
import { Parts } from "./parts.tsx";
import { Refused } from "./refused.tsx";
import { RulesTable } from "./rules-table.tsx";
import type { Board, Rule } from "./shapes.ts";
import { complianceWords } from "./words.ts";

/** The headline, what was refused, which rules are old, and all of them. */
export function Rules() {
  const w = useWords(complianceWords);
  const here = useHere();
  const months = monthsUntil(here);
  const [chosen, setChosen] = useState(months[0]?.id);
  const month = months.find(({ id }) => id === chosen) ?? months[0];
  const { from, to } = month ?? { from: undefined, to: undefined };
  const board = useRead<Board>("/compliance", { query: { from, to }, topics: ["inbox"], keepLast: true });
  const { data } = board;
  return (
    <>
      <PageHead
        title={w.title}
        state={data && month ? <Headline board={data} month={month} /> : <Skeleton signs={32} />}
        actions={
          <span className="desk-only">
            <Button icon={Printer} onClick={() => window.print()}>
              {w.print}
            </Button>
          </span>
        }
      />
      <div className="between compliance-bar">
        <Parts open="rules" />
        <Choice
          label={w.month}
          value={month?.id}
          onChange={(event) => setChosen(event.target.value)}
          options={months.map(({ id, text }) => ({ value: id, text }))}
        />
      </div>
      {board.error && <ErrorNote error={board.error} onRetry={() => void board.refetch()} />}
      {data?.trouble && (
        <Note title={w.noRules} tone="brick">
          {[data.trouble.sentence, data.trouble.fix ?? ""].join(" ")}
        </Note>
      )}
      <div className="stack compliance-cards">
        {data && month && <Refused month={month} total={data.total.denied} />}
        {data && data.stale > 0 && <Stale rules={data.rules.filter(({ stale }) => stale)} />}
        {board.error && !data ? null : <RulesTable board={data} />}
      </div>
    </>
  );
}

function Headline({ board, month }: { readonly board: Board; readonly month: Month }) {
  const w = useWords(complianceWords);
  const { checked, allowed, asked, denied } = board.total;
  const stale = w.staleCount(board.stale);
  const lead = w.checkedIn(month.text, checked);
  return checked === 0 ? w.headlineNone(lead, stale) : w.headline(lead, w.cameTo(allowed, asked, denied), stale);
}

function Stale({ rules }: { readonly rules: readonly Rule[] }) {
  const w = useWords(complianceWords);
  const here = useHere();
  return (
    <Card title={w.stale} flush>
      <ul className="rows">
        {rules.map(({ id, title, checkedOn, source }) => (
          <li key={id}>
            <Link className="row" to={`/compliance/rules/${encodeURIComponent(id)}`}>
              <span className="row-words">
                <span className="row-title">{title}</span>
                <span className="row-text">{w.staleRow(day(`${checkedOn}T12:00:00Z`, here), source)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
