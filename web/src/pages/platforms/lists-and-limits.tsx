import { number } from "../../lib/format/number.ts";
import { dayAndClock, time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Meter } from "../../ui/meter.tsx";
import { Table } from "../../ui/table.tsx";
import { begun, listName } from "./say.ts";
import type { PlatformCardData } from "./shapes.ts";
import { platformsWords } from "./words.ts";

type Props = { readonly card: PlatformCardData };

/** Each list with when it was last read to its end, and what of it was not understood. */
export function ListsCard({ card }: Props) {
  const w = useWords(platformsWords);
  const here = useHere();
  const lang = useStore(langStore);
  const some = card.streams.some(({ quarantined }) => quarantined > 0);
  return (
    <Card title={w.listsTitle} flush>
      <Table
        label={w.listsTitle}
        rows={card.streams}
        keyOf={({ stream }) => stream}
        columns={[
          { id: "list", title: w.list, cell: ({ stream, title }) => begun(listName(w, stream, title)) },
          {
            id: "read",
            title: w.readAt,
            cell: ({ readAt, failure, failingSince }) =>
              failure !== null && failingSince !== null
                ? w.listFails(time(failingSince, here))
                : readAt === null
                  ? w.never
                  : dayAndClock(readAt, here),
          },
          ...(some
            ? [
                {
                  id: "odd",
                  title: w.notUnderstood,
                  right: true,
                  cell: ({ quarantined }: PlatformCardData["streams"][number]) => number(quarantined, lang),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

/** What is left of each limit as the engine counts it, and when it is whole again. */
export function LimitsCard({ card }: Props) {
  const w = useWords(platformsWords);
  const here = useHere();
  const lang = useStore(langStore);
  return (
    <Card title={w.limits}>
      <p className="small muted">{w.limitsText}</p>
      <ul className="platforms-first">
        {card.limits.map(({ name, permits, remaining, resetAt }) => (
          <li key={name}>
            <p className="between small">
              <span lang="en">{begun(name)}</span>
              <span className="num">
                {remaining >= permits
                  ? w.limitWhole(number(permits, lang), number(permits, lang))
                  : w.limitLine(number(Math.floor(remaining), lang), number(permits, lang), time(resetAt, here))}
              </span>
            </p>
            <Meter share={permits === 0 ? 0 : remaining / permits} size="thin" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
