import { strategyMatters } from "../agent/runtime/strategy-status.ts";
import { deliver, sendTriesMax } from "../alerts/deliver.ts";
import { type Machine, thisMachine } from "../base/machine.ts";
import { watchStrategy } from "../domain/alert/watch-strategy.ts";
import { counted } from "../domain/text/amount-text.ts";
import { listed } from "../domain/text/listed.ts";
import type { JobKind } from "../jobs/jobs.ts";
import { lookAround } from "../operations/look-around.ts";
import { kinds } from "../operations/schedules.ts";
import { tidyUp } from "../operations/tidy-up.ts";
import type { Watcher } from "../operations/watcher.ts";
import { watchersOf } from "../operations/watchers.ts";
import type { Workplace } from "../operations/workplace.ts";
import { usualKind } from "./usual-kind.ts";

const hourMs = 3_600_000;

/** The engine's care for itself: it watches what may go wrong, tells the owner, and forgets what nobody needs. */
export function alertKinds(workplace: Workplace, machine: Machine = thisMachine): readonly JobKind[] {
  const { store, sealing, sinks, clock } = workplace;
  const watchers: readonly Watcher[] = [
    ...watchersOf(workplace, machine, clock.now()),
    { kinds: ["strategy"], look: async () => (await strategyMatters(store)).map(watchStrategy) },
  ];
  return [
    {
      ...usualKind,
      name: kinds.watch,
      title: "Watch what may go wrong",
      // The next minute brings the next look.
      attemptsMax: 1,
      run: async () => {
        const { open, messages, done, expired } = await lookAround(workplace, watchers);
        const parts = [
          open > 0 ? `${counted(open, "alert")} open` : "",
          messages > 0 ? `${counted(messages, "message")} to send` : "",
          done > 0 ? `${counted(done, "step")} seen to be done` : "",
          expired > 0 ? `${counted(expired, "step")} expired` : "",
        ].filter((part) => part !== "");
        return { kind: "done", note: parts.length === 0 ? "all is well" : listed(parts) };
      },
    },
    {
      ...usualKind,
      name: kinds.send,
      title: "Send a message to the owner",
      attemptsMax: sendTriesMax,
      pauseMaxMs: 6 * hourMs,
      run: (run) => deliver({ store, sealing, sinks, clock, signal: run.signal }, BigInt(run.payload)),
    },
    {
      ...usualKind,
      name: kinds.tidyUp,
      title: "Forget what nobody needs any more",
      run: async () => {
        const { messages, alerts, hints } = await tidyUp(workplace);
        const sum = messages + alerts + hints;
        return { kind: "done", note: sum === 0 ? "nothing was that old" : `${counted(sum, "old row")} forgotten` };
      },
    },
  ];
}
