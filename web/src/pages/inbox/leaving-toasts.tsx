import { Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useWrite } from "../../lib/api/write.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast-store.ts";
import { uiWords } from "../../ui/words.ts";
import { keepIt, pendingNoStore } from "./pending-no.ts";
import type { Act, InboxAnswer } from "./shapes.ts";
import { inboxWords } from "./words.ts";

type Ends = ReadonlyMap<string, number>;

/**
 * What has its yes and can still be taken back, and what was rejected a moment ago, each with its seconds and Undo. The
 * seconds are those of the engine's own line: no looking holds them, because nothing holds the act. They stand among
 * the frame's toasts.
 */
export function LeavingToasts({
  leaving,
  readAt,
  onWhy,
  onKept,
}: {
  readonly leaving: InboxAnswer["leaving"];
  /** When `leaving` was read, on this page's clock. */
  readonly readAt: number;
  readonly onWhy: (id: string) => void;
  /** A no was taken back: its card is there again. */
  readonly onKept: (id: string) => void;
}) {
  const w = useWords(inboxWords);
  const ui = useWords(uiWords);
  const pending = useStore(pendingNoStore);
  const now = useSeconds(leaving.length + pending.length > 0);
  const ends: Ends = new Map(leaving.map((act) => [act.id, readAt + (act.leavesInMs ?? 0)]));
  // What was put off (its account is not connected, a limit is used up) may wait for long: that is no toast.
  const held = leaving.filter(({ waitsFor }) => waitsFor === null);
  const soon = held.filter(({ id }) => (ends.get(id) ?? 0) > now);
  const able = soon.filter(({ reversible }) => reversible);
  const undo = useUndo();
  if (soon.length + pending.length === 0) return null;
  const seconds = (end: number): number => Math.max(1, Math.ceil((end - now) / 1_000));
  const [one, ...more] = soon;
  const last = Math.max(...soon.map(({ id }) => ends.get(id) ?? 0));
  return createPortal(
    <>
      {one && (
        <div className="toast">
          <span aria-hidden="true">
            {more.length > 0 ? `${w.manyOut(soon.length)} ` : ""}
            {w.outAfter(seconds(last))}
          </span>
          <span className="hidden-text">{more.length > 0 ? w.manyOut(soon.length) : w.approved}</span>
          {/* What cannot be taken back once it has left offers no Undo: the button said the act. */}
          {able.length > 0 && (
            <Button kind="quiet" icon={Undo2} onClick={() => undo(able)}>
              {ui.undo}
            </Button>
          )}
        </div>
      )}
      {pending.slice(-1).map((no) => (
        <div className="toast" key={no.id}>
          <span aria-hidden="true">{w.rejecting(seconds(no.sendAt))}</span>
          <span className="hidden-text">{w.rejected}</span>
          <Button kind="quiet" onClick={() => onWhy(no.id)}>
            {w.sayWhy}
          </Button>
          <Button
            kind="quiet"
            icon={Undo2}
            onClick={() => {
              keepIt(no.id);
              onKept(no.id);
            }}
          >
            {ui.undo}
          </Button>
        </div>
      ))}
    </>,
    document.querySelector(".toasts") ?? document.body,
  );
}

function useSeconds(on: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    if (!on) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [on]);
  return now;
}

/** Takes the yes back; an act that has left already is told. */
export function useUndo(): (acts: readonly Act[]) => void {
  const w = useWords(inboxWords);
  const { mutateAsync } = useWrite<string, Act>((id) => ({ path: `/actions/${id}/recall` }), { topics: ["inbox"] });
  return (acts) => {
    void Promise.allSettled(acts.map(({ id }) => mutateAsync(id))).then((all) => {
      const failed = all.some(({ status }) => status === "rejected");
      toast(failed ? `${w.tooLate}. ${w.tooLateText}` : w.takenBack);
    });
  };
}
