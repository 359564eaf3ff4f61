import { ListChecks } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { clock } from "../../lib/format/time.ts";
import { useKeys } from "../../lib/keys/keys.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useGo } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BatchBar } from "./batch-bar.tsx";
import { LeavingToasts } from "./leaving-toasts.tsx";
import { type Act, type InboxItem, keyOf, mayGoTogether, placeOf } from "./shapes.ts";
import { useDecide } from "./use-decide.ts";
import { type ShownInbox, useInbox, useMay } from "./use-inbox.ts";
import { useOpenKey } from "./use-open-key.ts";
import { usePhone } from "./use-phone.ts";
import { useTicks } from "./use-ticks.ts";
import { Cards, Detail } from "./waiting-cards.tsx";
import { WaitingList } from "./waiting-list.tsx";
import { inboxWords } from "./words.ts";

const EditSheet = lazy(() => import("./edit-sheet.tsx"));
const SettleSheet = lazy(() => import("./settle-sheet.tsx"));
const WhySheet = lazy(() => import("./why-sheet.tsx"));
const StepUpSheet = lazy(() => import("../../ui/step-up-sheet.tsx"));

export type OverCard = { readonly kind: "edit" | "settle"; readonly act: Act };

/** What waits: on a wide page a list with one matter open, on a phone a column of cards. */
export function Waiting({ open: asked }: { readonly open: string | undefined }) {
  const w = useWords(inboxWords);
  const go = useGo();
  const phone = usePhone();
  const [asOf] = useAsOf();
  // Titles are written in the book's own currency: drawn anew once it is known.
  useStore(homeCurrencyStore);
  const may = useMay();
  const inbox = useInbox();
  const { items, read } = inbox;
  const { openKey, close } = useOpenKey(items, asked, phone);
  const [over, setOver] = useState<OverCard>();
  const [whyFor, setWhyFor] = useState<string>();
  const ticks = useTicks(items);
  const decide = useDecide((id) => close(`act/${id}`));
  const item = items.find((one) => keyOf(one) === openKey);
  useInboxKeys({
    items,
    openKey,
    may: asOf === undefined && may?.("approve") === true,
    decide,
    ticks,
    go,
    onOver: setOver,
  });
  const shared = { decide, may, selecting: ticks.keys !== undefined, onOver: setOver, onGone: close };
  const single = phone && asked !== undefined;
  return (
    <>
      <PageHead
        title={w.title}
        state={<State inbox={inbox} />}
        {...(single ? { crumbs: [{ text: w.backToInbox, to: "/inbox" }, { text: w.title }] } : {})}
        actions={<Tools items={items} ticks={ticks} past={asOf !== undefined} />}
      />
      {ticks.keys && !single && <BatchBar ticked={ticks.acts} leftOut={ticks.leftOut} onDone={ticks.stop} />}
      {read.data === undefined || items.length === 0 ? (
        <Nothing inbox={inbox} />
      ) : single ? (
        <Detail item={item} id={asked} {...shared} />
      ) : phone ? (
        <Cards items={items} ticks={ticks} {...shared} />
      ) : (
        <div className="inbox-split">
          <WaitingList items={items} open={openKey} ticked={ticks.keys} onTick={ticks.toggle} />
          <Detail item={item} id={openKey} {...shared} />
        </div>
      )}
      <LeavingToasts
        leaving={read.data?.leaving ?? []}
        readAt={read.dataUpdatedAt}
        onWhy={setWhyFor}
        onKept={(id) => phone || go(placeOf(`act/${id}`), { replace: true })}
      />
      <Suspense fallback={null}>
        {over?.kind === "edit" && <EditSheet act={over.act} onClose={() => setOver(undefined)} />}
        {over?.kind === "settle" && <SettleSheet act={over.act} onClose={() => setOver(undefined)} />}
        {whyFor !== undefined && <WhySheet id={whyFor} onClose={() => setWhyFor(undefined)} />}
        {decide.proofFor && <ProofSheet decide={decide} act={decide.proofFor} />}
      </Suspense>
    </>
  );
}

/** After the proof the same yes is sent again, to the plan that was shown. */
function ProofSheet({ decide, act }: { readonly decide: ReturnType<typeof useDecide>; readonly act: Act }) {
  return <StepUpSheet onProved={() => decide.approve(act)} onClose={decide.dropProof} />;
}

function State({ inbox: { read, items } }: { readonly inbox: ShownInbox }) {
  const w = useWords(inboxWords);
  if (read.data === undefined) return read.isError ? null : <Skeleton signs={20} />;
  const decide = items.filter(({ what }) => what === "action").length;
  const todo = items.filter((one) => one.what === "step" && one.step.state === "open").length;
  if (decide + todo === 0) return w.nothingWaits;
  if (decide === 0 || todo === 0) return decide === 0 ? w.toDo(todo) : w.toDecide(decide);
  return w.both(w.toDecide(decide), w.toDo(todo));
}

type ToolsProps = {
  readonly items: readonly InboxItem[];
  readonly ticks: ReturnType<typeof useTicks>;
  readonly past: boolean;
};

function Tools({ items, ticks, past }: ToolsProps) {
  const w = useWords(inboxWords);
  const phone = usePhone();
  const several = !past && items.filter(mayGoTogether).length > 1;
  if (!several && !ticks.keys) return null;
  return (
    <Button icon={ListChecks} aria-pressed={ticks.keys !== undefined} onClick={ticks.keys ? ticks.stop : ticks.start}>
      {ticks.keys ? w.stopSelecting : phone ? w.select : w.selectSeveral}
    </Button>
  );
}

function Nothing({ inbox: { read } }: { readonly inbox: ShownInbox }) {
  const w = useWords(inboxWords);
  const here = useHere();
  const [asOf] = useAsOf();
  if (read.error) {
    return (
      <Card flush>
        <ErrorNote error={read.error} onRetry={() => void read.refetch()} />
      </Card>
    );
  }
  if (read.data === undefined) return <Loading />;
  const next = read.data.nextLook;
  return (
    <Card flush>
      <h2 className="hidden-text">{w.waitingList}</h2>
      <Empty
        title={asOf === undefined ? w.nothingWaits : w.nothingWaitedThen}
        actions={<ButtonLink to="/inbox/earlier">{w.earlier}</ButtonLink>}
      >
        {next === null || asOf !== undefined
          ? w.nothingWaitsText
          : `${w.nextLook(clock(next, here))} ${w.nothingWaitsText}`}
      </Empty>
    </Card>
  );
}

function Loading() {
  const phone = usePhone();
  const rows = [1, 2, 3];
  return (
    <div className={phone ? "inbox-column" : "inbox-split"} aria-busy="true">
      <div className="card inbox-list">
        {rows.map((row) => (
          <div className="inbox-row" key={row}>
            <span className="glyph" />
            <span className="inbox-row-title">
              <Skeleton signs={20} />
            </span>
            <span className="inbox-row-text">
              <Skeleton signs={12} />
            </span>
          </div>
        ))}
      </div>
      {!phone && (
        <Card>
          <Skeleton signs={32} />
        </Card>
      )}
    </div>
  );
}

const focusYes = (): void => document.querySelector<HTMLElement>(".inbox-card .action-foot .button.primary")?.focus();

type KeyParts = {
  readonly items: readonly InboxItem[];
  readonly openKey: string | undefined;
  readonly may: boolean;
  readonly decide: ReturnType<typeof useDecide>;
  readonly ticks: ReturnType<typeof useTicks>;
  readonly go: ReturnType<typeof useGo>;
  readonly onOver: (over: OverCard) => void;
};

/** j and k open the next and the previous matter; a, e and r decide over the open one, x ticks it. */
function useInboxKeys({ items, openKey, may, decide, ticks, go, onOver }: KeyParts): void {
  const at = items.findIndex((one) => keyOf(one) === openKey);
  const item = items[at];
  const move = (step: 1 | -1): void => {
    const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
    if (next) go(placeOf(keyOf(next)), { replace: true });
  };
  const act =
    may && item?.what === "action" && item.wants === "yes" && !item.needs.someoneElse ? item.action : undefined;
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ...(act
      ? {
          // What cannot be taken back wants a second press, on the button that says the act.
          a: () => (act.reversible ? decide.approve(act) : focusYes()),
          r: () => decide.reject(act),
          ...(act.plan.some(({ editable }) => editable) ? { e: () => onOver({ kind: "edit", act }) } : {}),
        }
      : {}),
    ...(item && may && mayGoTogether(item) ? { x: () => ticks.toggle(keyOf(item)) } : {}),
  });
}
