import type { LucideIcon } from "lucide-react";
import { Icon } from "./icon.tsx";

/** An icon on its soft ground, at the head of a row. */
export function Glyph({ of, tone }: { readonly of: LucideIcon; readonly tone?: "brick" | "oak" | "water" | "moss" }) {
  return (
    <span className={tone ? `glyph ${tone}` : "glyph"}>
      <Icon of={of} />
    </span>
  );
}
