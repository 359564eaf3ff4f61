import type { ReactNode } from "react";
import { money } from "../../lib/format/money.ts";
import { number } from "../../lib/format/number.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import type { Strategy } from "./shapes.ts";
import { strategyTones } from "./strategies.tsx";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

/** What a strategy does, and the figures of it. */
export function StrategyFacts({ one }: { readonly one: Strategy }) {
  const w = useWords(systemWords);
  const here = useHere();
  const { description, source, version, state, rights, runs, runsWell, proposed, became, brought, next } = one;
  const count = (value: number): string => number(value, here.lang);
  const amounts = brought.map((amount) => money(amount, { lang: here.lang, show: "code", plus: true })).join(", ");
  return (
    <div className="pair">
      <Card title={w.what}>
        {description && <p className="system-text">{description}</p>}
        <p className="small muted">{`${w.from}: ${source} ${version}`.trimEnd()}</p>
        {rights.length > 0 && (
          <>
            <h3 className="label system-rights">{w.rights}</h3>
            <ul className="system-list small">
              {rights.map((right) => (
                <li key={right}>{right}</li>
              ))}
            </ul>
          </>
        )}
      </Card>
      <Card title={w.how}>
        <dl className="system-room">
          <Fact name={w.state}>
            <StateChip tone={strategyTones[state]}>{w.strategyStates[state]}</StateChip>
          </Fact>
          <Fact name={w.next}>{next ? when(next, here) : w.never}</Fact>
          <Fact name={w.success}>{runs === 0 ? w.runs(0) : w.wellRuns(count(runsWell), count(runs))}</Fact>
          <Fact name={w.proposals}>
            <Link className="link" to="/compliance/acts">
              {w.proposed(proposed)}
            </Link>
          </Fact>
          {became.length > 0 && (
            <Fact name={w.became}>{became.map((part) => `${part.state} ${count(part.count)}`).join(", ")}</Fact>
          )}
          <Fact name={w.brought}>{brought.length === 0 ? w.notMeasured : amounts}</Fact>
        </dl>
      </Card>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
