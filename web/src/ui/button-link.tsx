import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "../lib/route/link.tsx";
import { Icon } from "./icon.tsx";

export type ButtonLinkProps = {
  readonly to: string;
  readonly kind?: "primary" | "plain" | "quiet";
  readonly size?: "slim" | "normal" | "big";
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
};

/** Looks like a button, goes to a place. */
export function ButtonLink({ to, kind = "plain", size = "normal", icon, children }: ButtonLinkProps) {
  return (
    <Link to={to} className={`button ${kind}${size === "normal" ? "" : ` ${size}`}`}>
      {icon && <Icon of={icon} />}
      {children}
    </Link>
  );
}
