import type { LucideIcon } from "lucide-react";

/** A Lucide icon in our size and stroke. Decoration: the word stands beside it, or the control has a name. */
export function Icon({ of: Drawing }: { readonly of: LucideIcon }) {
  return <Drawing className="icon" aria-hidden="true" />;
}
