import { lazy, Suspense, useState } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { useMay } from "../../lib/api/may.ts";
import { useRead } from "../../lib/api/read.ts";
import { money } from "../../lib/format/money.ts";
import { percent } from "../../lib/format/number.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { Table } from "../../ui/table.tsx";
import { Parts } from "./parts.tsx";
import type { AutonomyTable, KindAutonomy } from "./shapes.ts";
import { StopSwitches } from "./stop-switches.tsx";
import type { Words } from "./words.en.ts";
import { complianceWords } from "./words.ts";

const KindSheet = lazy(() => import("./kind-sheet.tsx"));

/** The stop switches, and kind by kind how much Millrace may do by itself. */
export default function Autonomy() {
  const w = useWords(complianceWords);
  return (
    <>
      <PageHead title={w.title} state={w.autonomyText} />
      <div className="compliance-bar">
        <Parts open="autonomy" />
      </div>
      <div className="stack compliance-cards">
        <StopSwitches />
        <Kinds />
      </div>
    </>
  );
}

function Kinds() {
  const w = useWords(complianceWords);
  const { lang } = useHere();
  const table = useRead<AutonomyTable>("/autonomy", { topics: ["switches"] });
  const may = useMay("admin");
  const [open, setOpen] = useState<string>();
  const chosen = table.data?.items.find(({ kind }) => kind === open);
  if (table.data === undefined)
    return (
      <Card title={w.autonomy}>
        {table.error ? <ErrorNote error={table.error} onRetry={() => void table.refetch()} /> : <Skeleton signs={32} />}
      </Card>
    );
  const where = ({ targets }: KindAutonomy): string =>
    targets.map((one) => (one === "inside" ? w.inside : platformName(one))).join(", ") || w.nowhere;
  return (
    <Card title={w.autonomy} flush {...(may ? {} : { foot: w.mayNot })}>
      <Table<KindAutonomy>
        label={w.autonomy}
        rows={table.data.items}
        keyOf={({ kind }) => kind}
        columns={[
          {
            id: "kind",
            title: w.kind,
            width: "minmax(0, 3fr)",
            cell: (one) => <KindName one={one} where={where(one)} />,
          },
          {
            id: "level",
            title: w.level,
            width: "minmax(88px, 1fr)",
            cell: ({ level }) => <StateChip tone={level === "act" ? "water" : "plain"}>{w.levels[level]}</StateChip>,
          },
          { id: "mode", title: w.mode, width: "minmax(80px, 1fr)", wideOnly: true, cell: ({ mode }) => w.modes[mode] },
          {
            id: "budget",
            title: w.budget,
            width: "minmax(0, 2fr)",
            wideOnly: true,
            cell: (one) => <span className="small muted">{budgetOf(one, w, lang)}</span>,
          },
          {
            id: "change",
            title: w.change,
            right: true,
            width: "minmax(92px, auto)",
            cell: (one) =>
              may && (
                <Button size="slim" aria-label={w.changeOf(one.title)} onClick={() => setOpen(one.kind)}>
                  {w.change}
                </Button>
              ),
          },
        ]}
      />
      <Suspense fallback={null}>
        {chosen && <KindSheet one={chosen} currency={table.data.currency} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </Card>
  );
}

function KindName({ one, where }: { readonly one: KindAutonomy; readonly where: string }) {
  return (
    <span className="compliance-rule">
      <span className="strong compliance-kind">{one.title}</span>
      <span className="tiny faint">{where}</span>
    </span>
  );
}

function budgetOf(
  { perDay, costPerDay, holdOut }: KindAutonomy,
  w: Words,
  lang: ReturnType<typeof useHere>["lang"],
): string {
  const parts = [
    ...(perDay === null ? [] : [w.aDay(perDay)]),
    ...(costPerDay === null ? [] : [money(costPerDay, { lang, show: "code" })]),
  ];
  const held = holdOut === null ? [] : [w.percentHeld(percent(holdOut / 100, lang))];
  return [...(parts.length === 0 ? [w.noLimit] : parts), ...held].join(", ");
}
