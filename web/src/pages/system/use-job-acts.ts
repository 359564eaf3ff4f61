import { useWrite } from "../../lib/api/write.ts";
import { useWords } from "../../lib/words/words.ts";
import { toast } from "../../ui/toast-store.ts";
import type { Schedule, Started } from "./shapes.ts";
import { systemWords } from "./words.ts";

type Job = Pick<Schedule, "name" | "title">;

/** Run now, pause, resume: what is done, and a line that says so. */
export function useJobActs() {
  const w = useWords(systemWords);
  const at = (name: string, verb: string): string => `/jobs/${encodeURIComponent(name)}/${verb}`;
  const run = useWrite<Job, Started>(({ name }) => ({ path: at(name, "run") }), {
    topics: ["jobs"],
    scope: "none",
    onDone: ({ fresh }, { title }) => toast(fresh ? w.started(title) : w.waitedAlready(title)),
  });
  const resume = useWrite<Job, Schedule>(({ name }) => ({ path: at(name, "resume") }), {
    topics: ["jobs"],
    scope: "none",
    onDone: (_, { title }) => toast(w.goesOn(title)),
  });
  const pause = useWrite<Job, Schedule>(({ name }) => ({ path: at(name, "pause") }), {
    topics: ["jobs"],
    scope: "none",
    onDone: (_, job) => toast(w.isPaused(job.title), { onUndo: () => resume.mutate(job) }),
  });
  return { run, pause, resume, error: run.error ?? pause.error ?? resume.error };
}
