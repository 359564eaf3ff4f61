import { Link } from "../../lib/route/link.tsx";
import { useWords } from "../../lib/words/words.ts";
import { useInbox, useTroubles } from "./reads.ts";
import { todayWords } from "./words.ts";

/** On a phone, right below the hero: how many matters wait, and how many things are not right. */
export function Counts() {
  const w = useWords(todayWords);
  const waiting = useInbox().data?.total;
  const wrong = useTroubles().data?.total;
  if (waiting === undefined && wrong === undefined) return null;
  return (
    <div className="today-counts phone-only">
      <Link to="/inbox">
        <b className="num" data-none={!waiting || undefined}>
          {waiting ?? 0}
        </b>{" "}
        {w.needYou(waiting ?? 0)}
      </Link>
      <a href="#today-wrong">
        <b className="num" data-none={!wrong || undefined}>
          {wrong ?? 0}
        </b>{" "}
        {w.areNotRight}
      </a>
    </div>
  );
}
