import { Waves } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** The dashed oak bar above the title while a demo book is open. */
export function DemoLabel({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="demo-label" role="note">
      <Icon of={Waves} />
      <span>
        <b className="strong">{title}</b> {children}
      </span>
      {action}
    </div>
  );
}
