import type { UseQueryResult } from "@tanstack/react-query";
import { useMay } from "../../lib/api/may.ts";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { useWrite } from "../../lib/api/write.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { IssueCard } from "../../ui/issue-card.tsx";
import { toast } from "../../ui/toast-store.ts";
import { Loading } from "./loading.tsx";
import type { Alert, Alerts, Status } from "./shapes.ts";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

type Props = {
  readonly alerts: UseQueryResult<Alerts, ApiProblem>;
  readonly matters: Status["matters"];
};

/** What is not right: alerts with "I know", then what else the engine has to say. What is over comes last. */
export function Troubles({ alerts, matters }: Props) {
  const w = useWords(systemWords);
  const { data } = alerts;
  const none = data?.open.length === 0 && matters.length === 0;
  return (
    <>
      <Card title={w.troubles} flush>
        <Loading read={alerts} />
        {none && <Empty title={w.troublesNone}>{w.troublesNoneText}</Empty>}
        <ul className="rows">
          {data?.open.map((one) => (
            <li key={one.id}>
              <OpenAlert one={one} />
            </li>
          ))}
          {matters.map(({ code, sentence, fix }) => (
            <li key={`${code} ${sentence}`}>
              <IssueCard severity="look" title={sentence} why={fix ?? ""} />
            </li>
          ))}
        </ul>
      </Card>
      {data && data.past.length > 0 && <Earlier past={data.past} />}
    </>
  );
}

const severities = { serious: "serious", "worth-a-look": "look", minor: "minor" } as const;

function OpenAlert({ one }: { readonly one: Alert }) {
  const w = useWords(systemWords);
  const here = useHere();
  const may = useMay("operate");
  const known = one.acknowledgedAt !== null;
  const write = useWrite<boolean, Alert>(
    (isKnown) => ({ path: `/alerts/${one.id}/${isKnown ? "acknowledge" : "tell"}` }),
    {
      topics: ["alerts", "inbox"],
      onDone: (_, isKnown) => {
        if (!isKnown) toast(w.toldAgain);
        else toast(w.acknowledged, { onUndo: () => write.mutate(false) });
      },
    },
  );
  const who =
    one.acknowledgedBy === "engine" ? w.engine : one.acknowledgedBy === "owner" ? w.owner : one.acknowledgedBy;
  const state = [w.since(when(one.since, here)), ...(one.well ? [w.looksWell] : [])].join(" · ");
  return (
    <>
      <IssueCard
        severity={severities[one.severity]}
        title={one.title}
        why={one.lines.join(" ")}
        confidence={state}
        {...(known && who ? { over: w.known(who) } : {})}
        actions={
          may && (
            <Button
              size="slim"
              busy={write.isPending}
              {...(known ? {} : { "aria-label": w.acknowledgeOf(one.title) })}
              onClick={() => write.mutate(!known)}
            >
              {known ? w.tellAgain : w.acknowledge}
            </Button>
          )
        }
      />
      {write.error && <ErrorNote error={write.error} />}
    </>
  );
}

function Earlier({ past }: { readonly past: readonly Alert[] }) {
  const w = useWords(systemWords);
  const here = useHere();
  return (
    <Card flush>
      <details className="system-earlier">
        <summary>{w.earlier}</summary>
        <ul className="rows">
          {past.map((one) => (
            <li key={one.id} className="row">
              <span className="row-words">
                <span className="row-title">{one.title}</span>
                <span className="row-text">{w.since(when(one.since, here))}</span>
              </span>
              <span className="row-end small">{w.over(when(one.overAt ?? one.seenAt, here))}</span>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
