import { useRead } from "../../lib/api/read.ts";
import { number } from "../../lib/format/number.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Meter } from "../../ui/meter.tsx";
import { Loading } from "./loading.tsx";
import type { Limits } from "./shapes.ts";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

/** What is left of each platform's limits, as this engine counts. */
export function LimitsCard() {
  const w = useWords(systemWords);
  const here = useHere();
  const read = useRead<Limits>("/limits", { topics: ["platforms", "jobs"], scope: "none" });
  const rows = (read.data?.platforms ?? []).flatMap(({ title, platform, limits }) =>
    limits.map((limit) => ({ ...limit, title, key: `${platform} ${limit.name}` })),
  );
  return (
    <Card title={w.limits} flush>
      <Loading read={read} />
      {read.data && rows.length === 0 && <p className="card-body muted">{w.limitsNone}</p>}
      <ul className="rows">
        {rows.map(({ key, title, name, permits, remaining, resetAt }) => (
          <li key={key} className="row system-limit">
            <span className="row-words">
              <span className="row-title">{title}</span>
              <span className="row-text">{name}</span>
            </span>
            <span className="system-left small">
              <span className="num">
                {w.left(number(Math.floor(remaining), here.lang), number(permits, here.lang))}
              </span>
              <Meter share={permits === 0 ? 0 : remaining / permits} size="thin" />
              {remaining < permits && resetAt > here.now && (
                <span className="faint">{w.full(when(resetAt, here))}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
