import { number } from "../../lib/format/number.ts";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { Meter } from "../../ui/meter.tsx";
import { listName } from "./say.ts";
import type { PlatformCardData } from "./shapes.ts";
import { platformsWords } from "./words.ts";

/** How far a reading is: its lists are the total, its records tell that it moves. Nothing while nothing is read. */
export function ReadingBar({
  card,
  askedAt,
}: {
  readonly card: PlatformCardData;
  readonly askedAt?: string | undefined;
}) {
  const w = useWords(platformsWords);
  const lang = useStore(langStore);
  const { streams, state } = card;
  const isRead = ({ readAt, reading }: PlatformCardData["streams"][number]): boolean =>
    readAt !== null && reading === null && (askedAt === undefined || readAt >= askedAt);
  const done = streams.filter((one) => isRead(one) || (one.failure !== null && state !== "reading")).length;
  const goes = state === "reading" || (askedAt !== undefined && done < streams.length && state === "connected");
  if (!goes || streams.length === 0) return null;
  const now = streams.find(({ reading }) => reading !== null) ?? streams.find((one) => !isRead(one));
  const records = streams.reduce((sum, { reading }) => sum + (reading ?? 0), 0);
  const what = w.reading(now ? listName(w, now.stream, now.title) : card.title);
  const text = w.listsRead(number(done, lang), number(streams.length, lang));
  return (
    <div className="platforms-reading">
      <p className="between small muted">
        <span>{what}</span>
        <span className="num">{text}</span>
      </p>
      <div
        role="progressbar"
        aria-label={`${card.title}: ${what}`}
        aria-valuemin={0}
        aria-valuenow={done}
        aria-valuemax={streams.length}
        aria-valuetext={text}
        tabIndex={-1}
      >
        <Meter share={streams.length === 0 ? 0 : done / streams.length} />
      </div>
      <p className="tiny faint num">{w.recordsSoFar(records)}</p>
    </div>
  );
}
