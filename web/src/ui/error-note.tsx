import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "../lib/api/problem.ts";
import { useWords } from "../lib/words/words.ts";
import { Button } from "./button.tsx";
import { Glyph } from "./glyph.tsx";
import { uiWords } from "./words.ts";

export type ErrorNoteProps = {
  /** What happened. Taken from `error` when absent. */
  readonly title?: string;
  /** What was kept, and what to do. Taken from `error` when absent. */
  readonly children?: ReactNode;
  readonly error?: Error | null | undefined;
  readonly actions?: ReactNode;
  /** Offers "Try again". */
  readonly onRetry?: (() => void) | undefined;
};

/** What happened, what was kept, what to do. */
export function ErrorNote({ title, children, error, actions, onRetry }: ErrorNoteProps) {
  const w = useWords(uiWords);
  const problem = error instanceof ApiProblem ? error : undefined;
  const heading = title ?? (problem?.isOffline ? w.offline : (problem?.title ?? w.couldNotShow));
  const text = children ?? (problem?.isOffline ? w.offlineText : problem?.detail);
  return (
    <div className="error-note" role="alert">
      <Glyph of={TriangleAlert} tone="brick" />
      <h3>{heading}</h3>
      {text && <p>{text}</p>}
      {(actions || onRetry) && (
        <div className="error-actions">
          {actions}
          {onRetry && <Button onClick={onRetry}>{w.tryAgain}</Button>}
        </div>
      )}
    </div>
  );
}
