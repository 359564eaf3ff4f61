import type { ReactNode } from "react";

export type EmptyProps = {
  /** What is not there: "No payouts yet". */
  readonly title: string;
  /** When it will appear by itself. */
  readonly children?: ReactNode;
  /** One way to make it appear now. */
  readonly actions?: ReactNode;
};

/** Nothing to show yet, and how that changes. */
export function Empty({ title, children, actions }: EmptyProps) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      {children && <p>{children}</p>}
      {actions && <div className="empty-actions">{actions}</div>}
    </div>
  );
}
