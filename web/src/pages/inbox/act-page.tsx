import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { dayAndClock } from "../../lib/format/time.ts";
import { useAsOf, useBook } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { ActionCard } from "../../ui/action-card.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StateChip, type Tone } from "../../ui/state-chip.tsx";
import { useActFacts } from "./act-facts.tsx";
import { orderOf, signed } from "./act-text.ts";
import { useUndo } from "./leaving-toasts.tsx";
import type { Act, ActStory } from "./shapes.ts";
import { useMay } from "./use-inbox.ts";
import { inboxWords } from "./words.ts";

/** Everything about one act: the plan, what the rules said, who answered, what happened. */
export function ActPage({ id, inside = false }: { readonly id: string; readonly inside?: boolean }) {
  const w = useWords(inboxWords);
  const { lang } = useHere();
  const book = useBook();
  // What happened is a record: it is shown as it is known today, also from a past moment.
  const { data, error, refetch } = useRead<ActStory>(`/actions/${id}`, {
    query: { book },
    topics: ["inbox"],
    scope: "none",
  });
  const title = data ? orderOf(data.action, w, lang) : w.title;
  return (
    <>
      {!inside && <PageHead title={w.wholeStory} crumbs={[{ text: w.backToInbox, to: "/inbox" }, { text: title }]} />}
      {error ? (
        <Card flush>
          <ErrorNote error={error} onRetry={() => void refetch()} />
        </Card>
      ) : data ? (
        <div className="stack">
          <StoryCard story={data} />
          <Happened story={data} />
        </div>
      ) : (
        <Card>
          <Skeleton signs={32} />
        </Card>
      )}
    </>
  );
}

const tones: Readonly<Partial<Record<Act["state"], Tone>>> = {
  "needs-approval": "oak",
  unknown: "oak",
  failed: "brick",
  done: "moss",
  outcome: "moss",
  queued: "water",
  sending: "water",
};

/** Where an act is, in a word. */
export function ActState({ act }: { readonly act: Act }) {
  const w = useWords(inboxWords);
  const states: Readonly<Record<string, string>> = w.states;
  const word = states[act.state] ?? act.state;
  return <StateChip tone={tones[act.state] ?? "plain"}>{act.dryRun ? w.both(word, w.dryRun) : word}</StateChip>;
}

function StoryCard({ story: { action, judgement } }: { readonly story: ActStory }) {
  const { rules, ...facts } = useActFacts(action, judgement, false);
  const w = useWords(inboxWords);
  const may = useMay();
  const undo = useUndo();
  const [asOf] = useAsOf();
  const said = judgement && `${w.rulesAsked(judgement.asked)} ${judgement.sentence} ${judgement.rules.join(", ")}`;
  return (
    <ActionCard
      {...facts}
      {...(said ? { rules: said } : {})}
      state={
        <>
          <ActState act={action} />
          {action.waitsFor && <span>{action.waitsFor}</span>}
          {action.state === "queued" && may?.("approve") && asOf === undefined && (
            <Button size="slim" onClick={() => undo([action])}>
              {w.takeBack}
            </Button>
          )}
        </>
      }
    />
  );
}

function Happened({ story }: { readonly story: ActStory }) {
  const w = useWords(inboxWords);
  const here = useHere();
  const home = useStore(homeCurrencyStore);
  const states: Readonly<Record<string, string>> = w.states;
  const { steps, attempts, outcome } = story;
  return (
    <Card title={w.history}>
      <ol className="inbox-history">
        {steps.map(({ step, to, at, actor, why }) => (
          <li key={step}>
            <span className="faint">{dayAndClock(at, here)}</span>
            <span>
              <b className="strong">{w.eventLine(states[to] ?? to, actor)}</b>
              <span className="muted">{why}</span>
            </span>
          </li>
        ))}
        {attempts.map(({ number, startedAt, note, dryRun }) => (
          <li key={`attempt-${number}`}>
            <span className="faint">{dayAndClock(startedAt, here)}</span>
            <span>
              <b className="strong">
                {dryRun ? w.both(`${w.attempts} ${number}`, w.dryRun) : `${w.attempts} ${number}`}
              </b>
              <span className="muted">{note}</span>
            </span>
          </li>
        ))}
        {outcome && (
          <li>
            <span className="faint">{dayAndClock(outcome.at, here)}</span>
            <span>
              <b className="strong">
                {w.outcomeTitle} {outcome.amount && signed(outcome.amount, here.lang, home)}
              </b>
              <span className="muted">
                {outcome.measure} {outcome.note}
              </span>
            </span>
          </li>
        )}
      </ol>
    </Card>
  );
}
