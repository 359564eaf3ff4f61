import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AuditCard } from "./audit-card.tsx";
import { LimitsCard } from "./limits-card.tsx";
import { MachineCards } from "./machine-cards.tsx";
import { Parts } from "./parts.tsx";
import type { Alerts, Machine, Status } from "./shapes.ts";
import { Troubles } from "./troubles.tsx";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

/** One sentence of health, then what is wrong, then what is left of everything. */
export function State() {
  const w = useWords(systemWords);
  const alerts = useRead<Alerts>("/alerts", { topics: ["alerts"] });
  const status = useRead<Status>("/status", { topics: ["books", "platforms", "jobs"], scope: "none" });
  const machine = useRead<Machine>("/system", { topics: ["jobs"], scope: "none" });
  // Alerts are told with what can be done, what waits for a person is in the inbox: each matter stands once.
  const matters = status.data?.matters.filter(({ code }) => !code.startsWith("alert-") && !code.startsWith("actions-"));
  const open = alerts.data?.open.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  const count = matters && open ? matters.length + open.length : undefined;
  return (
    <>
      <PageHead title={w.title} state={<Health count={count} machine={machine.data} />} />
      <Parts open="state" />
      <div className="stack system-cards">
        <Troubles alerts={alerts} matters={matters ?? []} />
        <div className="pair">
          <AuditCard />
          <MachineCards read={machine} />
        </div>
        <LimitsCard />
      </div>
    </>
  );
}

type HealthProps = { readonly count: number | undefined; readonly machine: Machine | undefined };

function Health({ count, machine }: HealthProps) {
  const w = useWords(systemWords);
  const here = useHere();
  if (count === undefined || machine === undefined) return <Skeleton signs={32} />;
  const since = when(machine.startedAt, here);
  if (count === 0) return w.wellSince(machine.version, since);
  return `${w.troubled(count)} ${w.runsSince(machine.version, since)}`;
}
