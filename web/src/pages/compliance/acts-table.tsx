import { time } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { StateChip, type Tone } from "../../ui/state-chip.tsx";
import { Table } from "../../ui/table.tsx";
import type { Judged } from "./shapes.ts";
import { complianceWords } from "./words.ts";

const tones: Partial<Record<Judged["action"]["state"], Tone>> = {
  "needs-approval": "oak",
  queued: "water",
  sending: "water",
  done: "moss",
  outcome: "moss",
  failed: "brick",
  unknown: "brick",
};

const rulesShown = 3;

/** Acts in lines: what, where it is, what the rules said. Each opens to everything about it. */
export function ActsTable({ items, count }: { readonly items: readonly Judged[]; readonly count: number }) {
  const w = useWords(complianceWords);
  const here = useHere();
  return (
    <Table<Judged>
      label={w.acts}
      rows={items}
      rowCount={count + 1}
      keyOf={({ action }) => action.id}
      to={({ action }) => `/inbox/act/${action.id}/all`}
      columns={[
        { id: "what", title: w.what, width: "minmax(0, 3fr)", cell: ({ action }) => <What action={action} /> },
        { id: "said", title: w.saidBy, width: "minmax(0, 3fr)", wideOnly: true, cell: (one) => <Said one={one} /> },
        {
          id: "state",
          title: w.state,
          width: "minmax(104px, 1fr)",
          cell: ({ action }) => <StateChip tone={tones[action.state] ?? "plain"}>{w.states[action.state]}</StateChip>,
        },
        {
          id: "when",
          title: w.when,
          right: true,
          width: "minmax(88px, 1fr)",
          wideOnly: true,
          cell: ({ action }) => <span className="small muted">{time(action.changedAt, here)}</span>,
        },
      ]}
    />
  );
}

function What({ action }: { readonly action: Judged["action"] }) {
  const w = useWords(complianceWords);
  return (
    <span className="compliance-rule">
      <span className="strong">{action.line}</span>
      {action.dryRun && <span className="tiny faint">{w.dryRun}</span>}
    </span>
  );
}

function Said({ one: { said } }: { readonly one: Judged }) {
  const w = useWords(complianceWords);
  if (said === null) return <span className="small faint">{w.notAsked}</span>;
  const quiet = said.verdict === "allow" && said.rules.length === 0;
  return (
    <span className="compliance-rule small">
      <span className="muted">{quiet ? w.noRuleSpoke(said.asked) : said.sentence}</span>
      <span className="cluster">
        {said.rules.slice(0, rulesShown).map((rule) => (
          <Link key={rule} className="link mono tiny" to={`/compliance/rules/${encodeURIComponent(rule)}`}>
            {rule}
          </Link>
        ))}
        {said.rules.length > rulesShown && (
          <span className="tiny faint">{w.moreRules(said.rules.length - rulesShown)}</span>
        )}
      </span>
    </span>
  );
}
