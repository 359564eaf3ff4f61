import type { ReactNode } from "react";

/** One sample with its caption. */
export function Sample({
  name,
  wide = false,
  children,
}: {
  readonly name: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={wide ? "pieces-sample pieces-wide" : "pieces-sample"} aria-label={name}>
      <p className="pieces-caption">{name}</p>
      {children}
    </section>
  );
}
