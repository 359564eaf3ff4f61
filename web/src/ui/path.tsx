import { Check } from "lucide-react";
import type { ReactNode } from "react";
import "./human-step.css";
import { Icon } from "./icon.tsx";

export type PathStep = {
  readonly id: string;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly at: "done" | "now" | "later";
};

/** Numbered steps with a line through them. */
export function Path({ steps }: { readonly steps: readonly PathStep[] }) {
  return (
    <ol className="path">
      {steps.map(({ id, title, text, at }, index) => (
        <li key={id} data-at={at} aria-current={at === "now" ? "step" : undefined}>
          <span className="path-number">{at === "done" ? <Icon of={Check} /> : index + 1}</span>
          <div>
            <div className={at === "now" ? "path-title" : ""}>{title}</div>
            {text}
          </div>
        </li>
      ))}
    </ol>
  );
}
