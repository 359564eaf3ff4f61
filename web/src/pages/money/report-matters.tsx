import { time } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import type { DailyReport } from "./shapes.ts";
import { moneyWords } from "./words.ts";

type Kpi = NonNullable<DailyReport["daily"]>["kpis"][number];
const knownFirst = (a: Kpi, b: Kpi): number => Number(a.state !== "known") - Number(b.state !== "known");

/** What was not right at the end of the day, what was done, and the measures beside the money. */
export function ReportMatters({ daily }: { readonly daily: NonNullable<DailyReport["daily"]> }) {
  const w = useWords(moneyWords);
  const here = useHere();
  const { issues, actions, kpis } = daily;
  return (
    <>
      {kpis.length > 0 && (
        <Card title={w.measures}>
          <dl className="money-known money-measures">
            {[...kpis].sort(knownFirst).map((kpi) => (
              <div key={kpi.name}>
                <dt>{kpi.name}</dt>
                <dd>
                  {kpi.state === "known" ? (
                    <span className="num">{`${kpi.value} ${kpi.unit}`.trim()}</span>
                  ) : (
                    <span className="muted">{w.notKnownBecause(kpi.why)}</span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
      <div className="pair">
        <Card title={w.notRight}>
          {issues.length === 0 ? (
            <p className="muted">{w.allWasRight}</p>
          ) : (
            <ul className="money-matters">
              {issues.map(({ title, since }) => (
                <li key={`${title} ${since}`}>
                  {title} <span className="small muted">{w.since(time(since, here))}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title={w.whatWasDone}>
          {actions.length === 0 ? (
            <p className="muted">{w.nothingDone}</p>
          ) : (
            <ul className="money-matters">
              {actions.map(({ id, kind, target, to, at }) => (
                <li key={`${id} ${at}`}>
                  <Link to={`/inbox/act/${encodeURIComponent(id)}/all`} className="link">
                    {kind} · {target}
                  </Link>{" "}
                  <span className="small muted">
                    {to} · {time(at, here)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}
