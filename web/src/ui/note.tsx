import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import "./payout-proof.css";

export type NoteProps = {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** `brick` only for what is broken or at risk. */
  readonly tone?: "oak" | "brick";
};

/** A named difference, beside the figures it explains. */
export function Note({ title, children, action, tone = "oak" }: NoteProps) {
  return (
    <div className="note" data-tone={tone}>
      <Icon of={TriangleAlert} />
      <div>
        <p className="strong">{title}</p>
        {children && <p>{children}</p>}
      </div>
      {action}
    </div>
  );
}
