import { useWords } from "../../lib/words/words.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ActCard } from "./act-card.tsx";
import { ActPage } from "./act-page.tsx";
import { type InboxItem, keyOf, mayGoTogether } from "./shapes.ts";
import { StepCard } from "./step-card.tsx";
import type { Decide } from "./use-decide.ts";
import type { useMay } from "./use-inbox.ts";
import type { Ticks } from "./use-ticks.ts";
import type { OverCard } from "./waiting.tsx";
import { Tick } from "./waiting-list.tsx";
import { inboxWords } from "./words.ts";

type Shared = {
  readonly decide: Decide;
  readonly may: ReturnType<typeof useMay>;
  readonly selecting: boolean;
  readonly onOver: (over: OverCard) => void;
  readonly onGone: (key: string) => void;
};

/** Everything that waits, a card each, with its buttons in the same place in each. */
export function Cards({
  items,
  ticks,
  ...shared
}: Shared & { readonly items: readonly InboxItem[]; readonly ticks: Ticks }) {
  const w = useWords(inboxWords);
  return (
    <div className="inbox-column">
      {items.map((item) => {
        const key = keyOf(item);
        return (
          <div key={key} className="inbox-one">
            {ticks.keys && mayGoTogether(item) && (
              <Tick item={item} ticked={ticks.keys.has(key)} onTick={() => ticks.toggle(key)} />
            )}
            <One item={item} small {...shared} />
          </div>
        );
      })}
      <ButtonLink to="/inbox/earlier">{w.earlier}</ButtonLink>
    </div>
  );
}

/** The open matter in full. One that waits no more is shown with what became of it. */
export function Detail({
  item,
  id,
  ...shared
}: Shared & { readonly item: InboxItem | undefined; readonly id: string | undefined }) {
  const w = useWords(inboxWords);
  if (item) return <One key={id} item={item} small={false} {...shared} />;
  if (id?.startsWith("act/")) return <ActPage id={id.slice("act/".length)} inside />;
  return (
    <Card flush>
      <Empty title={w.gone}>{w.goneText}</Empty>
    </Card>
  );
}

function One({
  item,
  small,
  decide,
  may,
  selecting,
  onOver,
  onGone,
}: Shared & { readonly item: InboxItem; readonly small: boolean }) {
  if (item.what === "step")
    return <StepCard step={item.step} may={may?.("operate")} onGone={() => onGone(keyOf(item))} />;
  const { action } = item;
  return (
    <ActCard
      item={item}
      small={small}
      decide={decide}
      may={may?.("approve")}
      selecting={selecting}
      onEdit={() => onOver({ kind: "edit", act: action })}
      onSettle={() => onOver({ kind: "settle", act: action })}
    />
  );
}
