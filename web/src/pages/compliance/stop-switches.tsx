import { useState } from "react";
import { useMay } from "../../lib/api/may.ts";
import { useRead } from "../../lib/api/read.ts";
import { useWrite } from "../../lib/api/write.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Choice } from "../../ui/field.tsx";
import { type Proved, useProved } from "../../ui/proved-write.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast-store.ts";
import type { Switches } from "./shapes.ts";
import type { Words } from "./words.en.ts";
import { complianceWords } from "./words.ts";

type Turn = { readonly scope: string; readonly on: boolean };

/** What is stopped, and what could be. On is one press; off wants a fresh proof. */
export function StopSwitches() {
  const w = useWords(complianceWords);
  const switches = useRead<Switches>("/switches", { topics: ["switches"] });
  const { data } = switches;
  const nameOf = (scope: string): string => nameIn(data, scope, w);
  const write = useWrite<Turn, Switches>(
    ({ scope, on }) => ({ path: `/switches/${encodeURIComponent(scope)}`, method: "PUT", body: { on } }),
    {
      topics: ["switches", "inbox"],
      onDone: (_, { scope, on }) => toast(on ? w.stoppedNow(nameOf(scope)) : w.goesOn(nameOf(scope))),
    },
  );
  const proved = useProved(write, ({ scope }) => w.proofForGo(nameOf(scope)));
  if (data === undefined)
    return (
      <Card title={w.stops}>
        {switches.error ? (
          <ErrorNote error={switches.error} onRetry={() => void switches.refetch()} />
        ) : (
          <Skeleton signs={32} />
        )}
      </Card>
    );
  return (
    <Card title={w.stops}>
      <div className="stack">
        <p className="muted pretty">{w.stopsText}</p>
        <OnList data={data} proved={proved} nameOf={nameOf} />
        <TurnOn data={data} proved={proved} />
        {proved.error && <ErrorNote error={proved.error} />}
      </div>
      {proved.sheet}
    </Card>
  );
}

type ListProps = {
  readonly data: Switches;
  readonly proved: Proved<Turn>;
  readonly nameOf: (scope: string) => string;
};

function OnList({ data, proved, nameOf }: ListProps) {
  const w = useWords(complianceWords);
  const here = useHere();
  const mayLetGo = useMay("admin");
  if (data.items.length === 0) return <p>{w.nothingStopped}</p>;
  return (
    <>
      <ul className="compliance-stops">
        {data.items.map(({ scope, at, by, reason }) => (
          <li key={scope} className="between">
            <span>
              <span className="strong">{nameOf(scope)}</span>
              <span className="small muted compliance-line">
                {`${w.stoppedBy(whoIn(by, w), time(at, here))}${reason === "" ? "" : ` ${reason}`}`}
              </span>
            </span>
            {mayLetGo && (
              <Button
                busy={proved.busy && proved.input?.scope === scope}
                onClick={() => proved.send({ scope, on: false })}
              >
                {scope === "everything" ? w.letEverythingGo : w.letGo(nameOf(scope))}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="small muted">
        {w.waiting(data.waiting)} {mayLetGo ? "" : w.mayNot}
      </p>
    </>
  );
}

function TurnOn({ data, proved }: Omit<ListProps, "nameOf">) {
  const w = useWords(complianceWords);
  const may = useMay("operate");
  const on = new Set(data.items.map(({ scope }) => scope));
  const stop = (scope: string): void => proved.send({ scope, on: true });
  const left = (all: Switches["kinds"]): Switches["kinds"] => all.filter(({ scope }) => !on.has(scope));
  if (!may) return <p className="small muted">{w.mayNot}</p>;
  return (
    <div className="compliance-turn">
      {!on.has("everything") && (
        <Button
          kind="harm"
          busy={proved.busy && proved.input?.scope === "everything"}
          onClick={() => stop("everything")}
        >
          {w.stopEverything}
        </Button>
      )}
      <StopOne label={w.stopPlatform} all={left(data.platforms)} onStop={stop} />
      <StopOne label={w.stopKind} all={left(data.kinds)} onStop={stop} />
    </div>
  );
}

type OneProps = {
  readonly label: string;
  readonly all: Switches["kinds"];
  readonly onStop: (scope: string) => void;
};

function StopOne({ label, all, onStop }: OneProps) {
  const w = useWords(complianceWords);
  const [scope, setScope] = useState("");
  const chosen = all.find((one) => one.scope === scope);
  if (all.length === 0) return null;
  return (
    <div className="compliance-one">
      <Choice
        label={label}
        value={chosen?.scope ?? ""}
        onChange={(event) => setScope(event.target.value)}
        options={[{ value: "", text: w.choose }, ...all.map((one) => ({ value: one.scope, text: one.name }))]}
      />
      <Button kind="harm" disabled={!chosen} onClick={() => chosen && onStop(chosen.scope)}>
        {chosen ? w.stop(chosen.name) : w.stopIt}
      </Button>
    </div>
  );
}

function nameIn(data: Switches | undefined, scope: string, w: Words): string {
  if (scope === "everything") return w.everything;
  const known = [...(data?.platforms ?? []), ...(data?.kinds ?? [])].find((one) => one.scope === scope);
  return known?.name ?? scope.slice(scope.indexOf(":") + 1);
}

const whoIn = (by: string, w: Words): string => (by === "engine" ? w.engine : by === "owner" ? w.owner : by);
