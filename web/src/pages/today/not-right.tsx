import { BellRing, ChevronRight, FileQuestionMark, type LucideIcon, Scale, Unplug } from "lucide-react";
import { useState } from "react";
import { money } from "../../lib/format/money.ts";
import { number } from "../../lib/format/number.ts";
import { type Here, time } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type Trouble, useTroubles } from "./reads.ts";
import type { Words } from "./words.en.ts";
import { todayWords } from "./words.ts";

const shownMax = 3;

/** What is wrong and asks nothing of anybody: platforms that cannot be read, payouts that differ, alerts. */
export function NotRight() {
  const w = useWords(todayWords);
  const here = useHere();
  const home = useStore(homeCurrencyStore);
  const [isAll, setIsAll] = useState(false);
  const troubles = useTroubles();
  const { data, error } = troubles;
  const items = data?.items.slice(0, isAll ? undefined : shownMax) ?? [];
  const hidden = (data?.items.length ?? 0) > items.length;
  return (
    <div id="today-wrong" className="today-wrong">
      <Card title={w.wrong} flush>
        {error && !data ? <ErrorNote error={error} onRetry={() => void troubles.refetch()} /> : null}
        {!data && !error && (
          <div className="card-body">
            <Skeleton signs={20} />
          </div>
        )}
        {data && items.length === 0 && <p className="card-body muted">{w.nothingWrong}</p>}
        {items.length > 0 && (
          <ul className="rows">
            {items.map((one) => (
              <TroubleRow key={one.key} {...shownAs(one, w, here, home)} isSerious={one.severity === "serious"} />
            ))}
          </ul>
        )}
        {hidden && data && (
          <footer className="card-foot">
            <button type="button" className="link" onClick={() => setIsAll(true)}>
              {w.showAll(number(data.total, here.lang))}
            </button>
          </footer>
        )}
      </Card>
    </div>
  );
}

type Shown = { readonly to: string; readonly icon: LucideIcon; readonly title: string; readonly text: string };

function TroubleRow({ to, icon, title, text, isSerious }: Shown & { readonly isSerious: boolean }) {
  return (
    <li>
      <Link to={to} className="row">
        <Glyph of={icon} {...(isSerious ? { tone: "brick" as const } : {})} />
        <span className="row-words">
          <span className="row-title">{title}</span>
          <span className="row-text today-two-lines">{text}</span>
        </span>
        <Icon of={ChevronRight} />
      </Link>
    </li>
  );
}

function shownAs(one: Trouble, w: Words, here: Here, home: string | undefined): Shown {
  switch (one.what) {
    case "not-read":
      return {
        to: `/platforms/${one.platform}`,
        icon: Unplug,
        title: w.notRead(one.name),
        text: one.since === null ? one.reason : w.notReadSince(time(one.since, here), one.reason),
      };
    case "not-understood":
      return {
        to: `/platforms/${one.platform}`,
        icon: FileQuestionMark,
        title: w.notUnderstood(one.name, one.count),
        text: w.notUnderstoodText,
      };
    case "payouts-differ":
      return {
        to: one.payout === null ? "/payouts" : `/payouts/${encodeURIComponent(one.payout)}`,
        icon: Scale,
        title: w.differs(one.count, money(one.amount, { lang: here.lang, ...(home ? { home } : {}) })),
        text: one.reason,
      };
    case "alert":
      return { to: "/system", icon: BellRing, title: one.title, text: one.lines.join(" ") };
  }
}
