import { useWords } from "../lib/words/words.ts";
import { Button } from "../ui/button.tsx";
import { ButtonLink } from "../ui/button-link.tsx";
import { Empty } from "../ui/empty.tsx";
import { ErrorNote } from "../ui/error-note.tsx";
import { PageHead } from "./page-head.tsx";
import { frameWords } from "./words.ts";

/** The page's files did not come, or it broke while drawing. */
export function PageFailed() {
  const w = useWords(frameWords);
  return (
    <>
      <PageHead title={w.pageFailed} />
      <div className="card">
        <ErrorNote title={w.pageFailed} actions={<Button onClick={() => window.location.reload()}>{w.reload}</Button>}>
          {w.pageFailedText}
        </ErrorNote>
      </div>
    </>
  );
}

export function NotFound() {
  const w = useWords(frameWords);
  return (
    <>
      <PageHead title={w.notFound} />
      <div className="card">
        <Empty title={w.notFound} actions={<ButtonLink to="/">{w.toToday}</ButtonLink>}>
          {w.notFoundText}
        </Empty>
      </div>
    </>
  );
}
