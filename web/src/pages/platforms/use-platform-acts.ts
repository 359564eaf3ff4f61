import { useState } from "react";
import { useWrite } from "../../lib/api/write.ts";
import { useWords } from "../../lib/words/words.ts";
import { toast } from "../../ui/toast-store.ts";
import type { Changed, Reading } from "./shapes.ts";
import { platformsWords } from "./words.ts";

const topics = ["platforms", "sales", "jobs"] as const;
const at = (name: string, verb: string): string => `/platforms/${encodeURIComponent(name)}/${verb}`;

/** Reading now, pausing and going on, with what is said afterwards. `askedAt`: since when a reading is watched. */
export function usePlatformActs({ name, title }: { readonly name: string; readonly title: string }) {
  const w = useWords(platformsWords);
  const [askedAt, setAskedAt] = useState<string>();
  const read = useWrite<boolean, Reading>((full) => ({ path: at(name, "sync"), body: { full } }), {
    topics,
    onDone: (reading, full) => {
      setAskedAt(reading.askedAt);
      if (full) toast(w.readFullDone);
    },
  });
  const resume = useWrite<void, Changed>(() => ({ path: at(name, "resume") }), {
    topics,
    onDone: () => toast(w.resumed(title)),
  });
  return { read, resume, askedAt };
}

/** Pauses, and says so with a way back. */
export function usePause({ name, title }: { readonly name: string; readonly title: string }, onDone: () => void) {
  const w = useWords(platformsWords);
  const { resume } = usePlatformActs({ name, title });
  return useWrite<string, Changed>(
    (why) => ({ path: at(name, "pause"), body: why.trim() ? { why: why.trim() } : {} }),
    {
      topics,
      onDone: () => {
        toast(w.pausedToast(title), { onUndo: () => resume.mutate() });
        onDone();
      },
    },
  );
}

/** Removes for good; there is no way back but connecting again. */
export function useRemove({ name, title }: { readonly name: string; readonly title: string }, onDone: () => void) {
  const w = useWords(platformsWords);
  return useWrite<void, Changed>(() => ({ path: `/platforms/${encodeURIComponent(name)}`, method: "DELETE" }), {
    topics,
    onDone: () => {
      toast(w.removed(title));
      onDone();
    },
  });
}
