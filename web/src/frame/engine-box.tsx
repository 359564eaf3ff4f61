import { Pause } from "lucide-react";
import { useState } from "react";
import { useWrite } from "../lib/api/write.ts";
import { clock } from "../lib/format/time.ts";
import { liveStore } from "../lib/live/live.ts";
import { useHere } from "../lib/state/here.ts";
import { useStore } from "../lib/state/store.ts";
import { useWords } from "../lib/words/words.ts";
import { Button } from "../ui/button.tsx";
import { ButtonLink } from "../ui/button-link.tsx";
import { useNextRun, useStatus, useStopped } from "./frame-data.ts";
import { frameWords } from "./words.ts";

/** Whether the engine runs, and the stop switch: two taps to stop, never a question to stop faster. */
export function EngineBox() {
  const w = useWords(frameWords);
  const status = useStatus();
  const live = useStore(liveStore);
  const stopped = useStopped();
  const here = useHere();
  const next = useNextRun();
  const [asking, setAsking] = useState(false);
  const stop = useWrite<void>(() => ({ path: "/switches/everything", method: "PUT", body: { on: true } }), {
    topics: ["switches"],
    onDone: () => setAsking(false),
  });
  const known = status.data !== undefined && live.connected;
  const state = !known ? "unknown" : stopped ? "stopped" : "running";
  const word = { unknown: w.notReached, stopped: w.stopped, running: w.running }[state];
  return (
    <section className="engine" aria-label={word}>
      <span className="engine-dot" data-state={state} />
      <span className="engine-words small">
        <span className="strong">{word}</span>
        {state === "running" && next && <span className="muted">{` · ${w.next(clock(next, here))}`}</span>}
      </span>
      {state === "running" && !asking && (
        <Button
          kind="quiet"
          size="slim"
          icon={Pause}
          aria-label={w.stop}
          title={w.stop}
          onClick={() => setAsking(true)}
        />
      )}
      {asking && (
        <div className="engine-ask">
          <p className="small muted">{stop.error ? stop.error.message : w.stopAsk}</p>
          <div className="engine-ask-buttons">
            <Button kind="harm" size="slim" busy={stop.isPending} onClick={() => stop.mutate()}>
              {w.stop}
            </Button>
            <Button kind="quiet" size="slim" onClick={() => setAsking(false)}>
              {w.cancel}
            </Button>
          </div>
        </div>
      )}
      {state === "stopped" && (
        <div className="engine-ask">
          <p className="small muted">{w.stoppedText}</p>
          <ButtonLink to="/compliance/autonomy" size="slim">
            {w.goOn}
          </ButtonLink>
        </div>
      )}
    </section>
  );
}
