import { useRead } from "../../lib/api/read.ts";
import { time } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import type { Month } from "./months.ts";
import type { Decision } from "./shapes.ts";
import { complianceWords } from "./words.ts";

type Refusals = { readonly items: readonly Decision[] };

const shown = 5;

/** The newest refusals of a month, each with the rule that refused. */
export function Refused({ month, total }: { readonly month: Month; readonly total: number }) {
  const w = useWords(complianceWords);
  const { from, to } = month;
  const query = { verdict: "deny", from, to, limit: shown };
  const list = useRead<Refusals>("/compliance/decisions", { query, topics: ["inbox"], enabled: total > 0 });
  if (total === 0)
    return (
      <Card title={w.refused}>
        <p className="muted">{w.refusedNone}</p>
      </Card>
    );
  const all = (
    <Link className="link" to="/compliance/acts?state=denied">
      {w.allRefused}
    </Link>
  );
  return (
    <Card title={w.refused} flush {...(total > shown ? { foot: all } : {})}>
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      <ul className="rows">
        {list.data?.items.map((one) => (
          <li key={`${one.action.id} ${one.said.at}`}>
            <DecisionRow one={one} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** One decision: what was meant, why it went that way, when. Opens to everything about the act. */
export function DecisionRow({ one }: { readonly one: Decision }) {
  const here = useHere();
  const { action, said } = one;
  return (
    <Link className="row" to={`/inbox/act/${action.id}/all`}>
      <span className="row-words">
        <span className="row-title">{action.line}</span>
        <span className="row-text">{said.sentence}</span>
      </span>
      <span className="row-end small">{time(said.at, here)}</span>
    </Link>
  );
}
