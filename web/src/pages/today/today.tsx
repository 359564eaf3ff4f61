import { PageHead } from "../../frame/page-head.tsx";
import { clock, month, weekday } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Figure } from "../../ui/figure.tsx";
import { todayWords } from "./words.ts";

/** The three questions: how much came in, is anything wrong, what needs me. */
export default function Today() {
  const w = useWords(todayWords);
  const here = useHere();
  return (
    <>
      <PageHead title={w.title} state={`${weekday(here.now, here)}, ${clock(here.now, here)}`} />
      <Card>
        <Figure label={w.earned(month(here.now, here))} value={null} size="hero" note={w.notYet} />
      </Card>
    </>
  );
}
