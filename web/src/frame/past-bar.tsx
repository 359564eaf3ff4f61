import { dayAndClock } from "../lib/format/time.ts";
import { useAsOf } from "../lib/route/address.ts";
import { useHere } from "../lib/state/here.ts";
import { useWords } from "../lib/words/words.ts";
import { TimeBar } from "../ui/time-bar.tsx";
import { frameWords } from "./words.ts";

const day = 86_400_000;

/** The time machine's bar: the last ninety days to slide through, and the way back to now. */
export default function PastBar({ asOf }: { readonly asOf: string }) {
  const w = useWords(frameWords);
  const here = useHere();
  const [, setAsOf] = useAsOf();
  const moment = Date.parse(asOf);
  return (
    <TimeBar
      at={moment}
      from={Math.min(moment, here.now - 90 * day)}
      to={here.now}
      title={w.past(dayAndClock(moment, here))}
      label={w.dateAndTime}
      say={(at) => dayAndClock(at, here)}
      onMove={(at) => setAsOf(new Date(at).toISOString())}
      onBack={() => setAsOf(undefined)}
      backText={w.backToNow}
    >
      {w.pastText}
    </TimeBar>
  );
}
