import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Icon } from "./icon.tsx";

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "style"> & {
  /** At most one `primary` per view. `harm` is for what cannot be recalled. */
  readonly kind?: "primary" | "plain" | "quiet" | "harm";
  readonly size?: "slim" | "normal" | "big";
  readonly icon?: LucideIcon;
  /** Shows a spinner in place of the icon and takes no second press. The words stay. */
  readonly busy?: boolean;
  /** The key that does the same, shown on it. */
  readonly hint?: string;
  /** Absent only with `icon` and `aria-label`: the button is then as small as its icon. */
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A verb with its object: "Sign in at Etsy". */
export function Button({ kind = "plain", size = "normal", icon, busy = false, hint, children, ...rest }: ButtonProps) {
  const { onClick, disabled, ...others } = rest;
  const small = size === "normal" ? "" : ` ${size}`;
  const only = children === undefined ? " icon-only" : "";
  return (
    <button
      type="button"
      {...others}
      className={`button ${kind}${small}${only}`}
      disabled={disabled}
      // Not `disabled`: the focus must stay where the press was.
      aria-disabled={busy || undefined}
      data-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon of={icon} />}
      {children}
      {hint !== undefined && (
        <span className="desk-only" aria-hidden="true">
          <kbd>{hint}</kbd>
        </span>
      )}
    </button>
  );
}
