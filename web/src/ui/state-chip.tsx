import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** What a state means for the owner; colour only repeats the word. */
export type Tone = "plain" | "water" | "oak" | "brick" | "moss" | "dusk";

export type StateChipProps = { readonly tone?: Tone; readonly icon?: LucideIcon; readonly children: ReactNode };

/** A state in one or two words. oak wants you, brick is broken, moss is proved or done, water is under way. */
export function StateChip({ tone = "plain", icon, children }: StateChipProps) {
  return (
    <span className={tone === "plain" ? "chip" : `chip ${tone}`}>
      {icon && <Icon of={icon} />}
      {children}
    </span>
  );
}
