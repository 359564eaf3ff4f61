import { dayAndClock } from "../lib/format/time.ts";
import { useHasPast } from "../lib/pages/pages.ts";
import { useAsOf } from "../lib/route/address.ts";
import { useHere } from "../lib/state/here.ts";
import { useWords } from "../lib/words/words.ts";
import { TimeBar } from "../ui/time-bar.tsx";
import { grouped, groupText, pastDays, usePastMoments } from "./past-moments.ts";
import { frameWords } from "./words.ts";

const day = 86_400_000;
/** A moment of the slider stands for what happened this shortly before it. */
const nearMs = 3_600_000;

/** The time machine's bar: the last ninety days to slide through, and the way back to now. */
export default function PastBar({ asOf }: { readonly asOf: string }) {
  const w = useWords(frameWords);
  const here = useHere();
  const [, setAsOf] = useAsOf();
  const hasPast = useHasPast();
  const moment = Date.parse(asOf);
  const from = Math.min(moment, here.now - pastDays * day);
  const moments = grouped(usePastMoments());
  const near = (at: number): string => {
    const one = moments.find((other) => at - Date.parse(other.at) >= 0 && at - Date.parse(other.at) < nearMs);
    return one ? `${dayAndClock(at, here)}: ${groupText(one, w, here)}` : dayAndClock(at, here);
  };
  return (
    <TimeBar
      at={moment}
      from={from}
      to={here.now}
      title={w.past(dayAndClock(moment, here))}
      label={w.dateAndTime}
      say={near}
      events={[...new Set(moments.map(({ at }) => Date.parse(at)))].filter((at) => at >= from)}
      onMove={(at) => setAsOf(new Date(at).toISOString())}
      onBack={() => setAsOf(undefined)}
      backText={w.backToNow}
    >
      {hasPast ? w.pastText : w.nowOnly}
    </TimeBar>
  );
}
