import {
  ChevronRight,
  CircleUser,
  KeyRound,
  type LucideIcon,
  MessageSquare,
  ShieldQuestionMark,
  Tag,
  Wallet,
} from "lucide-react";
import { number } from "../../lib/format/number.ts";
import { clock, dayAndClock, dayKey, type Here } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useInbox, type Waiting } from "./reads.ts";
import { todayWords } from "./words.ts";

const shownMax = 3;

const when = (at: string, here: Here): string =>
  dayKey(at, here.zone) === dayKey(here.now, here.zone) ? clock(at, here) : dayAndClock(at, here);

/** The first matters that wait for a person; each stands once on this page. */
export function NeedsYou() {
  const w = useWords(todayWords);
  const here = useHere();
  const inbox = useInbox();
  const { data, error } = inbox;
  const items = data?.items.slice(0, shownMax) ?? [];
  const end = data && data.total > items.length && (
    <Link className="link small" to="/inbox">
      {w.all(number(data.total, here.lang))}
    </Link>
  );
  return (
    <Card title={w.needs} end={end} flush className="today-needs">
      {error && !data ? <ErrorNote error={error} onRetry={() => void inbox.refetch()} /> : null}
      {!data && !error && (
        <div className="card-body">
          <Skeleton signs={20} />
        </div>
      )}
      {data && items.length === 0 && (
        <p className="card-body muted">
          {w.nothingNeeds} {data.nextLook ? w.nextLook(when(data.nextLook, here)) : null}
        </p>
      )}
      {items.length > 0 && (
        <ul className="rows">
          {items.map((item) => (
            <WaitingRow key={item.what === "step" ? `step/${item.step.id}` : item.action.id} item={item} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const areas: Readonly<Record<string, LucideIcon>> = { money: Wallet, message: MessageSquare, listing: Tag };

function WaitingRow({ item }: { readonly item: Waiting }) {
  if (item.what === "step") {
    const { id, kind, title, lines } = item.step;
    const harm = kind === "access";
    return (
      <Row
        to={`/inbox/step/${id}`}
        icon={harm ? KeyRound : CircleUser}
        tone={harm ? "brick" : "oak"}
        title={title}
        text={lines[0] ?? ""}
      />
    );
  }
  const { action, sentence, wants } = item;
  return (
    <Row
      to={`/inbox/act/${action.id}`}
      icon={wants === "look" ? ShieldQuestionMark : (areas[action.area] ?? CircleUser)}
      tone={wants === "look" ? "oak" : "water"}
      title={action.line}
      text={wants === "look" ? sentence : action.reason}
    />
  );
}

type RowProps = {
  readonly to: string;
  readonly icon: LucideIcon;
  readonly tone: "brick" | "oak" | "water";
  readonly title: string;
  readonly text: string;
};

function Row({ to, icon, tone, title, text }: RowProps) {
  return (
    <li>
      <Link to={to} className="row">
        <Glyph of={icon} tone={tone} />
        <span className="row-words">
          <span className="row-title">{title}</span>
          <span className="row-text today-two-lines">{text}</span>
        </span>
        <Icon of={ChevronRight} />
      </Link>
    </li>
  );
}
